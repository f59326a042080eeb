#!/usr/bin/env python3
"""Restores a vault with nothing of Primum: written from docs/design/vault-format.md and paper-key.md alone (guarantee V8).

    tests/vault_reader.py REPOSITORY KEY.txt list
    tests/vault_reader.py REPOSITORY KEY.txt restore SNAPSHOT TARGET

Needs python3-cryptography and the system's libzstd. Slow, and meant to be read. It checks every signature, tag and identifier on its
way; owners are set only for root; device files are left out.
"""

import ctypes
import ctypes.util
import dataclasses
import errno
import hashlib
import hmac
import os
import pathlib
import re
import stat
import struct
import sys
import unicodedata

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RAW = (Encoding.Raw, PublicFormat.Raw)
ZERO = bytes(32)
RAW_LENGTH_MAX = 4 << 20
WORD_LIST = pathlib.Path(__file__).resolve().parents[1] / "src/paper/word_list.cpp"


class Refused(Exception):
    """The repository or the key is not what it should be."""


def must(condition, what):
    if not condition:
        raise Refused(what)


# --- 2. Basic types

class Reader:
    """Walks over bytes; every step beyond the end is refused."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, count):
        must(self.at + count <= len(self.data), "cut short")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, form):
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0]

    u8 = lambda self: self.number("B")
    u16 = lambda self: self.number("H")
    u32 = lambda self: self.number("I")
    u64 = lambda self: self.number("Q")
    time = lambda self: self.number("q")
    id16 = lambda self: self.take(16)
    hash = lambda self: self.take(32)

    def varint(self):
        value = 0
        for shift in range(0, 70, 7):
            byte = self.u8()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise Refused("varint too long")

    def svarint(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def block(self):
        return self.take(self.varint())

    def text(self):
        return self.block().decode("utf-8")

    def rest(self):
        return self.take(len(self.data) - self.at)

    def header(self, magic):
        must(self.take(8) == magic.encode(), f"not a {magic}")
        version = self.u16()
        must(version == 1, f"{magic} is of version {version}; this reader knows 1")
        return self.u8()


def derive(secret, salt, label):
    label = label.encode() if isinstance(label, str) else label
    return HKDF(SHA256(), 32, salt or None, label).derive(secret)


def quarter(state, a, b, c, d):
    for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[first] = state[first] + state[second] & 0xFFFFFFFF
        mixed = state[third] ^ state[first]
        state[third] = (mixed << turn | mixed >> 32 - turn) & 0xFFFFFFFF


def hchacha20(key, nonce16):
    """draft-irtf-cfrg-xchacha, 2.2."""
    state = list(struct.unpack("<16I", b"expand 32-byte k" + key + nonce16))
    for _ in range(10):
        for column in range(4):
            quarter(state, column, column + 4, column + 8, column + 12)
        for diagonal in range(4):
            quarter(state, diagonal, (diagonal + 1) % 4 + 4, (diagonal + 2) % 4 + 8, (diagonal + 3) % 4 + 12)
    return struct.pack("<8I", *state[:4], *state[12:])


def unseal(suite, key, n, aad, sealed):
    try:
        if suite == 1:
            return AESGCM(key).decrypt(struct.pack("<QI", n, 0), sealed, aad)
        must(suite == 2, f"suite {suite} is not known")
        nonce = struct.pack("<Q", n) + bytes(16)
        return ChaCha20Poly1305(hchacha20(key, nonce[:16])).decrypt(bytes(4) + nonce[16:], sealed, aad)
    except InvalidTag:
        raise Refused("sealed bytes were changed, or are sealed to another key") from None


# --- paper-key.md

def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if "a" <= c <= "z")


def seed_from_paper(text):
    lines = text.splitlines()
    marks = [i for i, line in enumerate(lines) if line.startswith("====")]
    if len(marks) >= 2:
        lines = lines[marks[0] + 1:marks[1]]
    typed = [part for line in lines for part in re.split(r"[\s,;.:|/()\[\]\-_*]+", line.split("#")[0])]
    typed = [plain(part) for part in typed if part and not part.isdigit()]
    must(len(typed) == 30, f"a paper key has 30 words, here are {len(typed)}")
    known = [plain(word) for word in " ".join(re.findall(r'^    "(.*)"', WORD_LIST.read_text(), re.M)).split()]
    places = {word: place for place, word in enumerate(known)} | {word[:4]: place for place, word in enumerate(known)}
    number = 0
    for word in typed[:24]:
        must(word in places, f"{word} is not a word of the list")
        number = number << 11 | places[word]
    data = number.to_bytes(33, "big")
    must(data[0] == 1, "a paper key of another version")
    return data[1:]


# --- 3. Keys

class ReadingKey:
    def __init__(self, seed):
        self.x = X25519PrivateKey.from_private_bytes(derive(seed, b"", "primum vault 1 reader x25519"))
        self.ed = Ed25519PrivateKey.from_private_bytes(derive(seed, b"", "primum vault 1 reader ed25519"))
        self.preshared = derive(seed, b"", "primum vault 1 reader preshared")
        self.public_x = self.x.public_key().public_bytes(*RAW)
        self.public_ed = self.ed.public_key().public_bytes(*RAW)
        self.id = reader_id(self.public_x, self.public_ed)
        self.openers = {self.id: (self.x, self.public_x, self.preshared)}  # And those of who added us: §6.


def reader_id(public_x, public_ed):
    return hashlib.sha256(b"primum vault 1 reader" + public_x + public_ed).digest()[:16]


def signed_by(public_ed, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public_ed).verify(signature, b"primum vault 1 signature" + message)
        return True
    except InvalidSignature:
        return False


def open_envelope(reader, key, context):
    """The key wrapped in the envelope, and the bytes of it are consumed."""
    count = reader.u8()
    ephemeral = reader.take(32)
    wrapped = {reader.id16(): reader.take(48) for _ in range(count)}
    for name, (secret_x, public_x, preshared) in key.openers.items():
        if name in wrapped:
            shared = secret_x.exchange(X25519PublicKey.from_public_bytes(ephemeral))
            wrapper = derive(shared + preshared, context, b"primum vault 1 wrap" + ephemeral + public_x)
            try:
                return ChaCha20Poly1305(wrapper).decrypt(bytes(12), wrapped[name], None)
            except InvalidTag:
                raise Refused("an envelope was changed") from None
    raise Refused("not sealed to this reader")


def open_box(reader, key, suite):
    salt = reader.take(32)
    inner = open_envelope(reader, key, salt)
    length = reader.u32()
    aad = reader.data[:reader.at]
    return unseal(suite, inner, 0, aad, reader.take(length))


# --- 4 to 6. The repository, its readers and its computers

class Repository:
    def __init__(self, path, key):
        self.path, self.key = pathlib.Path(path), key
        self.readers = {}    # id: public_ed
        self.computers = {}  # id: (public key, key_chunk_id, key_index)
        self.read_config()
        self.read_added_readers()
        self.read_computers()
        self.chunks = {}     # (computer, chunk id): (pack path, offset, length, number)
        self.pack_keys = {}
        self.decoded = {}    # A small cache of chunks, in order of use.

    def objects(self, pattern):
        for path in sorted(self.path.glob(pattern)):
            if re.fullmatch("[0-9a-f]{64}", path.name):
                data = path.read_bytes()
                must(hashlib.sha256(data).hexdigest() == path.name, f"{path} was changed")
                yield path, data

    def read_config(self):
        data = (self.path / "config").read_bytes()
        reader = Reader(data)
        reader.header("PRIMCONF")
        self.id = reader.id16()
        reader.time()
        first = [(reader.take(32), reader.take(32), reader.text()) for _ in range(reader.u8())]
        signed = data[:reader.at]
        signatures = [reader.take(64) for _ in first]
        mine = False
        for (public_x, public_ed, _), signature in zip(first, signatures):
            self.readers[reader_id(public_x, public_ed)] = public_ed
            if public_ed == self.key.public_ed:
                must(signed_by(public_ed, signed, signature), "config was changed")
                mine = True
        self.trusts_config = mine

    def read_added_readers(self):
        found = list(self.objects("readers/*"))
        progress = True
        while found and progress:  # A reader may have been added by one who was added.
            progress = False
            for path, data in list(found):
                if self.read_reader(data):
                    found.remove((path, data))
                    progress = True
        must(self.key.id in self.readers, "this key is not a reader's of this repository")

    def read_reader(self, data):
        reader = Reader(data)
        suite = reader.header("PRIMREAD")
        must(reader.id16() == self.id, "of another repository")
        public_x, public_ed = reader.take(32), reader.take(32)
        reader.text(), reader.time()
        new = reader_id(public_x, public_ed)
        adder = data[-80:-64]
        if adder not in self.readers or not signed_by(self.readers[adder], data[:-64], data[-64:]):
            return False
        self.readers[new] = public_ed
        if new == self.key.id:
            skip_box(reader)
            box = Reader(open_box(reader, self.key, suite))
            secret, preshared = X25519PrivateKey.from_private_bytes(box.take(32)), box.take(32)
            self.key.openers[adder] = (secret, secret.public_key().public_bytes(*RAW), preshared)
        return True

    def read_computers(self):
        for _, data in self.objects("computers/*"):
            reader = Reader(data)
            suite = reader.header("PRIMCOMP")
            must(reader.id16() == self.id, "of another repository")
            public = reader.take(32)
            reader.text(), reader.time()
            box = Reader(open_box(reader, self.key, suite))
            key_chunk_id, key_index = box.take(32), box.take(32)
            certifier = reader.id16()
            signed = data[:reader.at]
            by_reader = reader.take(64)
            signed_too = data[:reader.at]
            if certifier not in self.readers or not signed_by(self.readers[certifier], signed, by_reader):
                continue  # A computer without a certificate does not exist.
            must(signed_by(public, signed_too, reader.take(64)), "a computer's certificate was changed")
            name = hashlib.sha256(b"primum vault 1 computer" + public).digest()[:16]
            self.computers[name] = (public, key_chunk_id, key_index)

    # --- 10. Snapshots

    def snapshots(self):
        found = []
        for path, data in self.objects("snapshots/*/*"):
            snapshot = self.read_snapshot(path, data)
            if snapshot:
                found.append(snapshot)
        amended = {snapshot.amends for snapshot in found}
        return sorted((each for each in found if each.id not in amended), key=lambda each: (each.finished, each.sequence))

    def read_snapshot(self, path, data):
        reader = Reader(data)
        suite = reader.header("PRIMSNAP")
        public = Reader(reader.take(reader.u32()))
        must(public.id16() == self.id, "of another repository")
        computer = public.id16()
        sequence, _, index_head, amends = public.u64(), public.hash(), public.hash(), public.hash()
        _, finished, host = public.time(), public.time(), public.text()
        files = public.u64()
        signer_kind, signer, signature = data[-81], data[-80:-64], data[-64:]
        key = self.readers.get(signer) if signer_kind == 2 else self.computers.get(computer, (None,))[0]
        if key is None or not signed_by(key, data[:-64], signature):
            print(f"{path}: signed by nobody of this repository, not used", file=sys.stderr)
            return None
        private = Reader(open_box(reader, self.key, suite))
        return Snapshot(path.name, computer, sequence, index_head, amends, finished, host, files, private)

    # --- 9. Index

    def load_index(self, computer, head):
        replaced = self.reindexed()
        loaded = set()
        while head != ZERO and head not in loaded:
            loaded.add(head)
            path = self.path / "index" / computer.hex() / head.hex()
            if not path.exists():
                must(head in replaced, f"index {head.hex()[:8]} is missing")
                head = replaced[head]
                continue
            data = path.read_bytes()
            must(hashlib.sha256(data).digest() == head, "an index was changed")
            reader = Reader(data)
            suite = reader.header("PRIMINDX")
            must(reader.id16() == computer, "of another computer")
            head, salt, length = reader.hash(), reader.take(32), reader.u32()
            aad = data[:reader.at]
            key = derive(self.computers[computer][2], salt, "primum vault 1 index file")
            self.add_places(computer, Reader(unseal(suite, key, 0, aad, reader.take(length))))

    def add_places(self, computer, body):
        for _ in range(body.u32()):
            pack, _, offset = body.hash(), body.u64(), body.u32()
            for number in range(body.u32()):
                chunk, length = body.hash(), body.u32()
                self.chunks.setdefault((computer, chunk), (pack, offset, length, number))
                offset += length

    def reindexed(self):
        """Old index files and what stands for them (records of kind 3)."""
        replaced = {}
        for _, data in self.objects("records/*"):
            reader = Reader(data)
            reader.header("PRIMRECD")
            if reader.id16() != self.id:
                continue
            who = reader.id16()
            reader.u64(), reader.hash(), reader.time()
            if reader.u8() != 3 or who not in self.readers or not signed_by(self.readers[who], data[:-64], data[-64:]):
                continue
            reader.id16()
            old = [reader.hash() for _ in range(reader.u32())]
            new = reader.hash()
            replaced |= {each: new for each in old}
        return replaced

    # --- 7 and 8. Chunks and packs

    def pack_key(self, computer, pack):
        if pack not in self.pack_keys:
            path = self.path / "packs" / computer.hex() / pack.hex()
            with path.open("rb") as stream:
                reader = Reader(stream.read(64 * 1024))
            suite = reader.header("PRIMPACK")
            must(reader.id16() == computer, "a pack of another computer")
            salt = reader.take(32)
            self.pack_keys[pack] = (path, suite, open_envelope(reader, self.key, salt))
        return self.pack_keys[pack]

    def chunk(self, computer, name, kind):
        if name in self.decoded:
            return self.decoded[name]
        must((computer, name) in self.chunks, f"chunk {name.hex()[:8]} is in no index")
        pack, offset, length, number = self.chunks[computer, name]
        path, suite, key = self.pack_key(computer, pack)
        with path.open("rb") as stream:
            stream.seek(offset)
            body = Reader(unseal(suite, key, number, name, stream.read(length)))
        stored_kind, encoding, raw_length, payload_length = body.u8(), body.u8(), body.u32(), body.u32()
        must(stored_kind == kind and raw_length <= RAW_LENGTH_MAX, "a chunk of another kind")
        payload = body.take(payload_length)
        must(not any(body.rest()), "padding that is not zeros")
        must(encoding in (0, 1), "an encoding that is not known")
        raw = payload if encoding == 0 else unzstd(payload, raw_length)
        identifier = hmac.new(self.computers[computer][1], bytes([kind]) + raw, hashlib.sha256).digest()
        must(len(raw) == raw_length and identifier == name, "a chunk that is not what its name says")
        self.decoded[name] = raw
        if len(self.decoded) > 16:
            self.decoded.pop(next(iter(self.decoded)))
        return raw


def skip_box(reader):
    reader.take(32)
    reader.take(reader.u8() * 64 + 32)
    reader.take(reader.u32())


def unzstd(data, raw_length):
    zstd = ctypes.CDLL(ctypes.util.find_library("zstd"))
    zstd.ZSTD_decompress.restype = ctypes.c_size_t
    zstd.ZSTD_decompress.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t)
    room = ctypes.create_string_buffer(max(raw_length, 1))
    written = zstd.ZSTD_decompress(room, raw_length, bytes(data), len(data))
    must(written == raw_length, "a zstd frame is broken")
    return room.raw[:raw_length]


@dataclasses.dataclass
class Snapshot:
    id: str
    computer: bytes
    sequence: int
    index_head: bytes
    amends: bytes
    finished: int
    host: str
    files: int
    private: Reader

    def __post_init__(self):
        private = self.private
        self.bytes, self.tree_bytes = private.u64(), private.u64()
        self.tags = [private.text() for _ in range(private.varint())]
        self.paths = [private.block() for _ in range(private.varint())]
        self.excludes = [private.text() for _ in range(private.varint())]
        self.tree_chunks = [private.hash() for _ in range(private.varint())]
        must(not any(private.rest()), "padding that is not zeros")
        self.amends = self.amends.hex()


# --- 11. The tree

class Restorer:
    """Writes a tree below a new folder. Names are checked: nothing is ever written outside."""

    def __init__(self, repository, snapshot, target):
        self.repository, self.snapshot = repository, snapshot
        self.target = os.fsencode(target)
        self.last = None   # The chunk of the extent before.
        self.linked = {}   # (device, inode): the path that was written first.
        self.unreadable = []

    def run(self):
        self.repository.load_index(self.snapshot.computer, self.snapshot.index_head)
        raw = b"".join(self.repository.chunk(self.snapshot.computer, name, 2) for name in self.snapshot.tree_chunks)
        tree = Reader(raw[:self.snapshot.tree_bytes])
        must(tree.take(3) == b"PT\x01", "not a tree")
        os.makedirs(self.target)
        folders = []
        while tree.at < len(tree.data):
            kind = tree.u8()
            if kind == 9:
                path, meta = folders.pop()
                self.apply(path, meta)
                continue
            self.entry(tree, kind, folders)
        must(not folders, "a folder without an end")

    def entry(self, tree, kind, folders):
        name = tree.block()
        root = not folders and kind == 1 and name == b""
        must(root or (name not in (b"", b".", b"..") and b"/" not in name and b"\0" not in name and folders), "a bad name")
        path = self.target if root else os.path.join(folders[-1][0], name)
        if kind == 8:
            self.unreadable.append((path[len(self.target):], tree.varint()))
            return
        meta = self.meta(tree)
        if kind == 1:
            if not root:
                os.mkdir(path)
            folders.append((path, meta))
            return
        link = tree.varint()
        link = (link, tree.varint()) if link else None
        if kind == 2:
            self.file(tree, path, meta, link)
        elif kind == 3:
            os.symlink(tree.block(), path)
            self.apply(path, meta)
        elif kind == 4:
            os.mkfifo(path)
            self.apply(path, meta)
        elif kind in (6, 7):
            tree.varint(), tree.varint()
        else:
            must(kind == 5, f"entry of kind {kind}")

    @staticmethod
    def meta(tree):
        mode, uid, gid = tree.varint(), tree.varint(), tree.varint()
        seconds, nanoseconds = tree.svarint(), tree.varint()
        attributes = [(tree.block(), tree.block()) for _ in range(tree.varint())]
        return mode, uid, gid, seconds * 10**9 + nanoseconds, attributes

    def file(self, tree, path, meta, link):
        size = tree.varint()
        first = self.linked.get(link) if link else None
        stream = None if first else open(path, "xb")
        written = self.extents(tree, tree.varint(), stream)
        must(written == size, "extents do not add up")
        if first:
            os.link(first, path)
            return
        stream.truncate(size)
        stream.close()
        if link:
            self.linked[link] = path
        self.apply(path, meta)

    def extents(self, tree, count, stream, nested=False):
        total = 0
        last = None if nested else self.last
        for _ in range(count):
            length, last = self.extent(tree, stream, last, nested)
            total += length
        if not nested:
            self.last = last
        return total

    def extent(self, tree, stream, last, nested):
        kind = tree.u8()
        if kind in (0, 1):
            if kind == 1:
                last = tree.hash()
            must(last is not None, "an extent in the chunk before, and there is none")
            offset, length = tree.varint(), tree.varint()
            raw = self.repository.chunk(self.snapshot.computer, last, 1)
            must(offset + length <= len(raw), "an extent beyond its chunk")
            if stream:
                stream.write(raw[offset:offset + length])
        elif kind == 2:
            length = tree.varint()
            if stream:
                stream.seek(length, os.SEEK_CUR)
        else:
            must(kind == 3 and not nested, "an extent of an unknown kind")
            inner, length = tree.hash(), tree.varint()
            list_of_them = Reader(self.repository.chunk(self.snapshot.computer, inner, 3))
            total, last_inner = 0, None
            while list_of_them.at < len(list_of_them.data):
                step, last_inner = self.extent(list_of_them, stream, last_inner, True)
                total += step
            must(total == length, "extents within a chunk do not add up")
        return length, last

    def apply(self, path, meta):
        mode, uid, gid, mtime, attributes = meta
        is_link = os.path.islink(path)
        if os.geteuid() == 0:
            os.chown(path, uid, gid, follow_symlinks=False)
        for name, value in attributes:
            try:
                os.setxattr(path, name, value, follow_symlinks=False)
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.EPERM):
                    raise
        if not is_link:
            os.chmod(path, stat.S_IMODE(mode))
        os.utime(path, ns=(mtime, mtime), follow_symlinks=False)


def find(snapshots, name):
    must(snapshots, "no snapshot")
    if name == "latest":
        return snapshots[-1]
    found = [each for each in snapshots if each.id.startswith(name)]
    must(len(found) == 1, f"{len(found)} snapshots are named so")
    return found[0]


def main():
    if len(sys.argv) not in (4, 6):
        sys.exit(__doc__)
    key = ReadingKey(seed_from_paper(pathlib.Path(sys.argv[2]).read_text()))
    repository = Repository(sys.argv[1], key)
    snapshots = repository.snapshots()
    if sys.argv[3] == "list":
        for each in snapshots:
            print(each.id, each.finished, each.host, each.files)
        return
    restorer = Restorer(repository, find(snapshots, sys.argv[4]), sys.argv[5])
    restorer.run()
    for path, reason in restorer.unreadable:
        print(f"{os.fsdecode(path)}: could not be read when it was backed up ({os.strerror(reason)})", file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        sys.exit(f"vault_reader: {refusal}")
