"""Makes src/catalogue/words.bin: what single words mean in general.

    pip install torch transformers
    python training/words.py training/*.md -o src/catalogue/words.bin

Each word of the examples, and each whole word of the model's own vocabulary, is read by a sentence model alone; the mean of what it
says at the word's pieces is the word's vector. Of these vectors the directions in which the examples' words differ most are kept
(principal components), and all are scaled so that a word of the examples has length 1 on the average.

The table that comes with the program was made with all-MiniLM-L6-v2 (Apache License 2.0).
"""
import argparse
import re
import struct

import numpy
import torch
from transformers import AutoModel, AutoTokenizer

MOST_LETTERS = 24
AT_ONCE = 256


def words_of(files):
    found = set()
    for name in files:
        with open(name, encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("- "):
                    plain = line[2:].lower().replace("\u2019", "").replace("'", "")
                    found.update(re.findall(r"[a-z]+", plain))
    return {word for word in found if len(word) <= MOST_LETTERS}


def vectors(words, model, pieces):
    out = []
    with torch.no_grad():
        for at in range(0, len(words), AT_ONCE):
            batch = pieces(words[at : at + AT_ONCE], padding=True, return_tensors="pt")
            said = model(**batch).last_hidden_state
            real = batch["attention_mask"][:, :, None]
            out.append(((said * real).sum(1) / real.sum(1)).numpy())
    return numpy.concatenate(out)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("files", nargs="+", help="files of examples")
    ask.add_argument("-o", "--output", required=True)
    ask.add_argument("--model", default="sentence-transformers/all-MiniLM-L6-v2")
    ask.add_argument("--numbers", type=int, default=128, help="numbers in a vector")
    given = ask.parse_args()

    pieces = AutoTokenizer.from_pretrained(given.model)
    model = AutoModel.from_pretrained(given.model).eval()
    own = words_of(given.files)
    words = sorted(own | {w for w in pieces.get_vocab() if re.fullmatch(r"[a-z]{2,20}|[ai]", w)})
    full = vectors(words, model, pieces)
    ours = numpy.array([w in own for w in words])
    full -= full[ours].mean(0)
    directions = numpy.linalg.svd(full[ours], full_matrices=False)[2][: given.numbers]
    kept = full @ directions.T
    kept /= numpy.linalg.norm(kept[ours], axis=1).mean()

    with open(given.output, "wb") as table:
        table.write(b"CWWRD1\0\0" + struct.pack("<II", given.numbers, len(words)))
        for word, row in zip(words, kept):
            scale = numpy.float32(numpy.abs(row).max() / 127)
            table.write(bytes([len(word)]) + word.encode() + struct.pack("<f", scale) + numpy.round(row / scale).astype(numpy.int8).tobytes())


if __name__ == "__main__":
    main()
