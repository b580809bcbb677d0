"""Prices ViT-B/16 of timm with fvcore and torchprofile: the peers of pricing.ts.

Answers each line on stdin, "fvcore" or "torchprofile", with one line of JSON: {"macs", "params", "ms"}.
"""

import json
import sys
import time
import warnings

import timm
import torch
from fvcore.nn import FlopCountAnalysis
from torchprofile import profile_macs

warnings.filterwarnings("ignore")
torch.set_num_threads(2)
model = timm.create_model("vit_base_patch16_224").eval()
# torchprofile and fvcore count what they trace, and see nothing in the fused attention.
for block in model.blocks:
    block.attn.fused_attn = False
image = torch.zeros(1, 3, 224, 224)


def fvcore():
    return FlopCountAnalysis(model, image).unsupported_ops_warnings(False).uncalled_modules_warnings(False).total()


def torchprofile():
    return profile_macs(model, image)


print(json.dumps({"torch": torch.__version__, "timm": timm.__version__}), flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    with torch.no_grad():
        macs = {"fvcore": fvcore, "torchprofile": torchprofile}[line.strip()]()
    params = sum(parameter.numel() for parameter in model.parameters())
    print(json.dumps({"macs": macs, "params": params, "ms": (time.perf_counter() - start) * 1000}), flush=True)
