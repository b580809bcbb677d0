"""
The last hidden states of all-MiniLM-L6-v2 by PyTorch and transformers, for sentences from stdin, one a line.

    python minilm.py MODEL_FOLDER OUTPUT < sentences

OUTPUT.ids: int32 [sentences, 64], [PAD] = 0 behind each sentence; OUTPUT.states: float32 [sentences, 64, 384].
"""
import sys

import numpy
import torch
from transformers import BertModel, PreTrainedTokenizerFast

LENGTH = 64
folder, output = sys.argv[1:]
tokenizer = PreTrainedTokenizerFast(
    tokenizer_file=f"{folder}/tokenizer.json", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
)
model = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager").eval()
sentences = [line.rstrip("\n") for line in sys.stdin]
batch = tokenizer(
    sentences, padding="max_length", truncation=True, max_length=LENGTH, return_tensors="pt", return_token_type_ids=False
)
with torch.no_grad():
    states = model(**batch).last_hidden_state
batch["input_ids"].numpy().astype(numpy.int32).tofile(f"{output}.ids")
states.numpy().astype(numpy.float32).tofile(f"{output}.states")
print(f"PyTorch {torch.__version__}, {len(sentences)} sentences")
