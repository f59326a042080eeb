#!/usr/bin/env python3
"""Writes the worked example of docs/design/vault-format.md, byte for byte the same at every run.

It was written from the document alone, apart from src/vault, so that the two check each other: the tests
of src/vault open what this wrote. All secrets are counted bytes: never use them for anything else.
Needs python3-cryptography. `make_example.py FOLDER` writes FOLDER/repository and FOLDER/example.json.
"""

import hashlib
import hmac
import json
import pathlib
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = 1
TIME = 1_800_000_000  # 2027-01-15T08:00:00Z


def sha(data):
    return hashlib.sha256(data).digest()


def counted(first):
    return bytes((first + i) % 256 for i in range(32))


def derive(secret, salt, label):
    return HKDF(SHA256(), 32, salt, label).derive(secret)


def seal(key, number, aad, plain):
    return AESGCM(key).encrypt(struct.pack("<QI", number, 0), plain, aad)


def padme(length):
    if length < 2:
        return length
    e = length.bit_length() - 1
    s = e.bit_length()
    mask = (1 << max(e - s, 0)) - 1
    return (length + mask) & ~mask


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def data(value):
    value = value.encode() if isinstance(value, str) else value
    return varint(len(value)) + value


def header(magic, suite=SUITE):
    return magic + struct.pack("<HB", 1, suite)


def public_x(secret):
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def public_ed(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed, message):
    return Ed25519PrivateKey.from_private_bytes(seed).sign(b"primum vault 1 signature" + message)


class Reader:
    def __init__(self, seed):
        self.seed = seed
        self.secret_x = derive(seed, b"", b"primum vault 1 reader x25519")
        self.secret_ed = derive(seed, b"", b"primum vault 1 reader ed25519")
        self.preshared = derive(seed, b"", b"primum vault 1 reader preshared")
        self.public_x, self.public_ed = public_x(self.secret_x), public_ed(self.secret_ed)
        self.id = sha(b"primum vault 1 reader" + self.public_x + self.public_ed)[:16]


def envelope(key, ephemeral, salt, readers):
    mine = X25519PrivateKey.from_private_bytes(ephemeral)
    ours = public_x(ephemeral)
    out = bytes([len(readers)]) + ours
    for reader in readers:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(reader.public_x))
        label = b"primum vault 1 wrap" + ours + reader.public_x
        wrapper = derive(shared + reader.preshared, salt, label)
        out += reader.id + ChaCha20Poly1305(wrapper).encrypt(bytes(12), key, None)
    return out


def box(before, key, ephemeral, salt, readers, plain):
    head = salt + envelope(key, ephemeral, salt, readers) + struct.pack("<I", len(plain) + 16)
    return head + seal(key, 0, before + head, plain)


class Cut:
    P = 2**61 - 1

    def __init__(self, key):
        self.r = int.from_bytes(key[:8], "little") % self.P
        self.cipher = Cipher(algorithms.AES(key[16:]), modes.ECB())

    def value(self, window):
        h = 0
        for byte in window:
            h = (h * self.r + byte) % self.P
        block = self.cipher.encryptor().update(struct.pack("<QQ", h, 0))
        return h, int.from_bytes(block[:8], "little")


def put(folder, name, content):
    path = folder / name.replace("#", sha(content).hex())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha(content)


def main():
    out = pathlib.Path(sys.argv[1])
    repository = out / "repository"
    repository_id = counted(0xA0)[:16]
    reader = Reader(counted(0))
    secret, signing = counted(0x20), counted(0x40)
    key_id = derive(secret, b"", b"primum vault 1 chunk id")
    key_index = derive(secret, b"", b"primum vault 1 index")
    key_cut = derive(secret, b"", b"primum vault 1 cut")
    computer_public = public_ed(signing)
    computer = sha(b"primum vault 1 computer" + computer_public)[:16]

    config = header(b"PRIMCONF", 0) + repository_id + struct.pack("<qB", TIME, 1)
    config += reader.public_x + reader.public_ed + data("lecture 1")
    config += sign(reader.secret_ed, config)
    put(repository, "config", config)

    certificate = header(b"PRIMCOMP") + repository_id + computer_public + data("accueil") + struct.pack("<q", TIME)
    known = key_id + key_index + bytes([1]) + reader.id + reader.preshared
    certificate += box(certificate, counted(0x50), counted(0x60), counted(0x70), [reader], known)
    certificate += reader.id
    certificate += sign(reader.secret_ed, certificate)
    certificate += sign(signing, certificate)
    put(repository, "computers/#", certificate)

    def chunk_id(kind, raw):
        return hmac.new(key_id, bytes([kind]) + raw, hashlib.sha256).digest()

    content = b"Bonjour.\n"
    content_id = chunk_id(1, content)
    root_meta = varint(0o755) + varint(0) + varint(0) + varint(2 * TIME) + varint(0) + varint(0)
    file_meta = varint(0o640) + varint(1000) + varint(1000) + varint(2 * TIME) + varint(5) + varint(0)
    tree = b"PT\x01"
    tree += b"\x01" + data("") + root_meta
    tree += b"\x01" + data("srv") + root_meta
    tree += b"\x02" + data("lettre.txt") + file_meta + varint(0) + varint(len(content)) + varint(1)
    tree += b"\x01" + content_id + varint(0) + varint(len(content))
    tree += b"\x03" + data("lien") + file_meta + varint(0) + data("lettre.txt")
    tree += b"\x09\x09"
    tree_id = chunk_id(2, tree)

    def plain(kind, raw):
        body = struct.pack("<BBII", kind, 0, len(raw), len(raw)) + raw
        return body.ljust(padme(len(body)), b"\0")

    pack_key, salt = counted(0x80), counted(0x90)
    chunks = [(content_id, seal(pack_key, 0, content_id, plain(1, content))),
              (tree_id, seal(pack_key, 1, tree_id, plain(2, tree)))]
    directory = struct.pack("<I", 2) + b"".join(i + struct.pack("<I", len(s)) for i, s in chunks)
    pack = header(b"PRIMPACK") + computer + salt + envelope(pack_key, counted(0xB0), salt, [reader])
    pack += struct.pack("<I", len(directory) + 16)
    pack += seal(derive(key_index, salt, b"primum vault 1 directory"), 0, pack, directory)
    first = len(pack)
    pack += b"".join(s for _, s in chunks)
    pack_name = put(repository, f"packs/{computer.hex()}/#", pack)

    body = struct.pack("<I", 1) + pack_name + struct.pack("<QII", len(pack), first, 2) + directory[4:]
    index = header(b"PRIMINDX") + computer + bytes(32) + counted(0xC0) + struct.pack("<I", len(body) + 16)
    index += seal(derive(key_index, counted(0xC0), b"primum vault 1 index file"), 0, index, body)
    index_name = put(repository, f"index/{computer.hex()}/#", index)

    public = repository_id + computer + struct.pack("<Q", 1) + bytes(32) + index_name + bytes(32)
    public += struct.pack("<qq", TIME, TIME + 2) + data("accueil")
    public += struct.pack("<QQQQQ", 1, 1, padme(len(content)), first, 0) + bytes([1, 0]) + bytes(2)
    private = struct.pack("<QQ", len(content), len(tree)) + varint(1) + data("exemple")
    private += varint(1) + data("/srv") + varint(0) + varint(1) + tree_id
    private = private.ljust(padme(len(private)), b"\0")
    snapshot = header(b"PRIMSNAP") + struct.pack("<I", len(public)) + public
    snapshot += box(snapshot, counted(0xD0), counted(0xE0), counted(0xF0), [reader], private)
    snapshot += bytes([1]) + computer
    snapshot += sign(signing, snapshot)
    snapshot_name = put(repository, f"snapshots/{computer.hex()}/#", snapshot)

    cut = Cut(key_cut)
    window = bytes(range(64))
    h, drawn = cut.value(window)
    example = {
        "reader": {"seed": reader.seed, "secret_x": reader.secret_x, "secret_ed": reader.secret_ed,
                   "preshared": reader.preshared, "public_x": reader.public_x,
                   "public_ed": reader.public_ed, "id": reader.id},
        "computer": {"secret": secret, "signing_seed": signing, "key_chunk_id": key_id, "key_index": key_index,
                     "key_cut": key_cut, "public": computer_public, "id": computer},
        "repository": repository_id,
        "padme": [[n, padme(n)] for n in (0, 1, 2, 9, 19, 100, 1000, 65537, 1048576, 1048587, 2097162)],
        "chunk": {"raw": content, "id": content_id, "pack_key": pack_key, "stored": chunks[0][1]},
        "cut": {"window": window, "hash": h, "value": drawn},
        "envelope": {"key": pack_key, "ephemeral": counted(0xB0), "salt": salt,
                     "bytes": envelope(pack_key, counted(0xB0), salt, [reader])},
        "tree": tree, "pack": pack_name, "index": index_name, "snapshot": snapshot_name,
    }
    text = json.dumps(example, indent=2, default=lambda value: value.hex())
    (out / "example.json").write_text(text + "\n")


main()
