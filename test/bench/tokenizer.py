"""Ids of texts, alone and in pairs with their successors, by Hugging Face's tokenizers: JSON in, JSON out."""

import json
import sys

import tokenizers

job = json.load(sys.stdin)
tokenizer = tokenizers.Tokenizer.from_file(job["tokenizer"])
tokenizer.no_padding()
texts = job["texts"]
tokenizer.enable_truncation(job["length"])
alone = [tokenizer.encode(text).ids for text in texts]
tokenizer.enable_truncation(job["pairLength"])
pairs = [tokenizer.encode(a, b) for a, b in zip(texts, texts[1:] + texts[:1])]
json.dump(
    {
        "version": tokenizers.__version__,
        "alone": alone,
        "pairs": [pair.ids for pair in pairs],
        "types": [pair.type_ids for pair in pairs],
    },
    sys.stdout,
)
