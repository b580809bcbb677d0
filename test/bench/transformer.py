"""The same transformer in PyTorch, stepped on request: the peer of training.ts.

argv: a JSON file {width, layers, heads, headDim, hidden, classes, batch, threads, rate, decay, tensors: [{name, shape}],
weights: FILE, inputs: FILE, targets: FILE}, and of images {convolutions: [{name, out, kernel, stride}] (a GELU between
two), image: [c, h, w]}, of texts {vocabulary, positions, length}. Weights are the float32 tensors in order, in Lithe's
layouts; inputs (float32 images, or int32 ids, all of the first text) and one-hot targets are a few batches, taken in turn.
Protocol on stdin and stdout, a line each: "step N" runs N training steps and answers {"ms": mean of a step,
"loss": mean of the losses, "peak": bytes that the process held at most}.
"""

import json
import math
import resource
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from torch import nn

config = json.load(open(sys.argv[1]))
torch.set_num_threads(config["threads"])
torch.manual_seed(0)


class Layer(nn.Module):
    def __init__(self, width, heads, head_dim, hidden):
        super().__init__()
        self.heads, self.head_dim = heads, head_dim
        inner = heads * head_dim
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * inner)
        self.output = nn.Linear(inner, width)
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def attention(self, x, mask=None):
        batch, tokens, _ = x.shape
        qkv = self.qkv(x).view(batch, tokens, 3, self.heads, self.head_dim).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=mask)
        return self.output(y.transpose(1, 2).reshape(batch, tokens, -1))

    def perceptron(self, x):
        return self.down(F.gelu(self.up(x)))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.perceptron(self.norm2(x))


class PostNormLayer(Layer):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.norm1.eps = self.norm2.eps = 1e-12

    def forward(self, x, mask):
        x = self.norm1(x + self.attention(x, mask))
        return self.norm2(x + self.perceptron(x))


class Vit(nn.Module):
    def __init__(self, c):
        super().__init__()
        channels, height, _ = c["image"]
        self.convolutions = nn.ModuleList()
        for window in c["convolutions"]:
            kernel, stride = window["kernel"], window["stride"]
            padding = 0 if kernel <= stride else (kernel - 1) // 2
            self.convolutions.append(nn.Conv2d(channels, window["out"], kernel, stride, padding))
            channels, height = window["out"], (height + 2 * padding - kernel) // stride + 1
        tokens = height * height + 1
        self.cls = nn.Parameter(torch.zeros(c["width"]))
        self.position = nn.Parameter(torch.zeros(tokens, c["width"]))
        self.layers = nn.ModuleList(
            Layer(c["width"], c["heads"], c["headDim"], c["hidden"]) for _ in range(c["layers"])
        )
        self.norm = nn.LayerNorm(c["width"])
        self.classifier = nn.Linear(c["width"], c["classes"])

    def forward(self, image):
        x = self.convolutions[0](image)
        for convolution in self.convolutions[1:]:
            x = convolution(F.gelu(x))
        x = x.flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(x.shape[0], 1, -1), x], 1) + self.position
        for layer in self.layers:
            x = layer(x)
        return self.classifier(self.norm(x)[:, 0])


class Bert(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.word, self.segment = nn.Embedding(c["vocabulary"], c["width"]), nn.Embedding(2, c["width"])
        self.position = nn.Parameter(torch.zeros(c["positions"], c["width"]))
        self.norm = nn.LayerNorm(c["width"], eps=1e-12)
        self.layers = nn.ModuleList(
            PostNormLayer(c["width"], c["heads"], c["headDim"], c["hidden"]) for _ in range(c["layers"])
        )
        self.classifier = nn.Linear(c["width"], c["classes"])

    def forward(self, ids):
        seen = ids != 0
        x = self.norm(self.word(ids) + self.position[: ids.shape[1]] + self.segment(torch.zeros_like(ids)))
        mask = seen[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        kept = seen[:, :, None].to(x.dtype)
        return self.classifier((x * kept).sum(1) / kept.sum(1))


is_text = "vocabulary" in config
model = Bert(config) if is_text else Vit(config)


def destination(name):
    """The PyTorch tensor, or the part of one, that holds Lithe's tensor of this name."""
    parts = name.split(".")
    inner = config["heads"] * config["headDim"]
    if parts[0].startswith("layer["):
        layer = model.layers[int(parts[0][6:-1])]
        rest = ".".join(parts[1:])
        for index, role in enumerate(["query", "key", "value"]):
            if rest.startswith(f"attention.{role}."):
                return getattr(layer.qkv, parts[-1])[index * inner : (index + 1) * inner]
        module = {
            "layernorm": layer.norm1,
            "layernorm_2": layer.norm2,
            "attention.output": layer.output,
            "linear": layer.up,
            "linear_2": layer.down,
        }[".".join(parts[1:-1])]
        return getattr(module, parts[-1])
    if name == "class_token.weight":
        return model.cls
    if name == "position_embedding.weight":
        return model.position
    if is_text:
        return getattr({"word": model.word, "segment": model.segment, "layernorm": model.norm, "classifier": model.classifier}[parts[0]], parts[1])
    modules = {window["name"]: module for window, module in zip(config["convolutions"], model.convolutions)}
    modules |= {"layernorm": model.norm, "classifier": model.classifier}
    return getattr(modules[".".join(parts[:-1])], parts[-1])


flat = numpy.fromfile(config["weights"], dtype=numpy.float32)
offset = 0
with torch.no_grad():
    for tensor in config["tensors"]:
        size = math.prod(tensor["shape"])
        destination(tensor["name"]).copy_(torch.from_numpy(flat[offset : offset + size]).view(tensor["shape"]))
        offset += size
assert offset == flat.size == sum(p.numel() for p in model.parameters()), "the two models differ in parameters"

if is_text:
    ids = numpy.fromfile(config["inputs"], dtype=numpy.int32)
    inputs = torch.from_numpy(ids.astype(numpy.int64)).view(-1, config["batch"], config["length"])
else:
    inputs = torch.from_numpy(numpy.fromfile(config["inputs"], dtype=numpy.float32))
    inputs = inputs.view(-1, config["batch"], *config["image"])
targets = torch.from_numpy(numpy.fromfile(config["targets"], dtype=numpy.float32)).view(-1, config["batch"], config["classes"])
labels = targets.argmax(-1)
optimizer = torch.optim.AdamW(model.parameters(), lr=config["rate"], weight_decay=config["decay"], fused=True)

print(json.dumps({"version": torch.__version__}), flush=True)
done = 0
for line in sys.stdin:
    steps = int(line.split()[1])
    total = 0.0
    start = time.perf_counter()
    for _ in range(steps):
        slot = done % len(inputs)
        loss = F.cross_entropy(model(inputs[slot]), labels[slot])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss.item()
        done += 1
    ms = (time.perf_counter() - start) * 1000 / steps
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"ms": ms, "loss": total / steps, "peak": peak}), flush=True)
