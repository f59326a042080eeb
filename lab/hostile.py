"""Servers that behave badly, one mode each, for tests of what Primum bears. They end by themselves.

    hostile.py MODE ADDRESS PORT [--seconds N]

It may run inside a machine of the lab (`lab hostile MODE ADDRESS PORT`) or on loopback; it refuses any other address.
"""

import argparse
import asyncio
import datetime
import ipaddress
import pathlib
import random
import resource
import ssl
import struct
import subprocess
import sys
import tempfile

BANNERS = {21: b"220 NAS du cabinet ready and waiting for orders\r\n", 22: b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"}
HTTP_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _item(kind, body):
    return struct.pack(">BBH", kind, 0, len(body)) + body


def accept_association(request):
    """The A-ASSOCIATE-AC to a request: every proposed presentation context is taken, in implicit little endian."""
    contexts, place = b"", 74
    while place + 4 <= len(request):
        kind, _, length = struct.unpack_from(">BBH", request, place)
        if kind == 0x20:
            contexts += _item(0x21, request[place + 4:place + 5] + b"\0\0\0" + _item(0x40, b"1.2.840.10008.1.2"))
        place += 4 + length
    user = _item(0x50, _item(0x51, struct.pack(">I", 16384)) + _item(0x52, b"1.2.276.0.7230010.3.0.3.6.7"))
    titles = request[10:42].ljust(32)
    body = struct.pack(">HH32s32x", 1, 0, titles) + _item(0x10, b"1.2.840.10008.3.1.1.1") + contexts + user
    return struct.pack(">BBI", 2, 0, len(body)) + body


def _element(group, number, value):
    value += b"\0" * (len(value) % 2)
    return struct.pack("<HHI", group, number, len(value)) + value


def pending_answer(request, index):
    """A C-FIND-RSP "pending" to the request: two P-DATA-TF, the command and one study's identifier."""
    number = request.find(struct.pack("<HHI", 0, 0x0110, 2))
    message = request[number + 8:number + 10] if number >= 0 else b"\1\0"
    command = (_element(0, 2, b"1.2.840.10008.5.1.4.1.2.2.1") + _element(0, 0x100, b"\x20\x80")
               + _element(0, 0x120, message) + _element(0, 0x800, b"\0\0") + _element(0, 0x900, b"\0\xff"))
    command = _element(0, 0, struct.pack("<I", len(command))) + command
    identifier = _element(8, 0x52, b"STUDY ") + _element(0x20, 0x0D, b"2.25.%d" % index)

    def pdu(control, body):
        value = request[10:11] + bytes([control]) + body
        return struct.pack(">BBII", 4, 0, len(value) + 4, len(value)) + value

    return pdu(3, command) + pdu(2, identifier)


def echo_answer(request):
    """A C-ECHO-RSP "success" to the request, or nothing where the request is another."""
    if struct.pack("<HHIH", 0, 0x0100, 2, 0x0030) not in request:
        return b""
    number = request.find(struct.pack("<HHI", 0, 0x0110, 2))
    command = (_element(0, 2, b"1.2.840.10008.1.1") + _element(0, 0x100, b"\x30\x80")
               + _element(0, 0x120, request[number + 8:number + 10]) + _element(0, 0x800, b"\1\1")
               + _element(0, 0x900, b"\0\0"))
    value = request[10:11] + b"\3" + _element(0, 0, struct.pack("<I", len(command))) + command
    return struct.pack(">BBII", 4, 0, len(value) + 4, len(value)) + value


async def silent(reader, writer):
    """Takes thousands of connections and says nothing to any."""
    await asyncio.sleep(3600)


async def half(reader, writer):
    """Begins an answer, DICOM to DICOM and HTTP to all else, and stops in the middle for ever."""
    request = await _first_words(reader)
    writer.write(accept_association(request)[:40] if request[:1] == b"\1" else HTTP_HEAD[:25])
    await writer.drain()
    await asyncio.sleep(3600)


async def cut(reader, writer):
    """Begins an answer and closes the connection in the middle."""
    request = await _first_words(reader)
    writer.write(accept_association(request)[:40] if request[:1] == b"\1" else HTTP_HEAD[:25])
    await writer.drain()


async def rubbish(reader, writer):
    """Answers random bytes, the same ones each time, for as long as somebody reads."""
    dice = random.Random(20201207)
    while True:
        writer.write(dice.randbytes(4096))
        await writer.drain()
        await asyncio.sleep(0.01)


async def drip(reader, writer):
    """A banner, one byte a second, without end."""
    banner = BANNERS.get(_port(writer), BANNERS[21])
    while True:
        for byte in banner.replace(b"\r\n", b" "):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(1)


async def endless_pdu(reader, writer):
    """Accepts a DICOM association, then answers with a P-DATA-TF of 4 GiB that never ends."""
    writer.write(accept_association(await _first_words(reader)))
    await writer.drain()
    await _first_words(reader)
    writer.write(struct.pack(">BBI", 4, 0, 0xFFFFFFFF) + struct.pack(">IBB", 0xFFFFFFFB, 1, 3))
    await _pour(writer, bytes(65536))


async def endless_accept(reader, writer):
    """Answers an association request with an A-ASSOCIATE-AC of 4 GiB."""
    await _first_words(reader)
    writer.write(struct.pack(">BBI", 2, 0, 0xFFFFFFFF))
    await _pour(writer, bytes(65536))


async def endless_answers(reader, writer):
    """Answers a C-ECHO, then a C-FIND with one study after the other without end, and does not hear a C-CANCEL."""
    writer.write(accept_association(await _first_words(reader)))
    await writer.drain()
    request, index = await _first_words(reader), 0
    while echo := echo_answer(request):
        writer.write(echo)
        await writer.drain()
        request = await _first_words(reader)
    while request:
        index += 1
        writer.write(pending_answer(request, index))
        await writer.drain()


async def endless_body(reader, writer):
    """HTTP whose body has no end: chunk after chunk."""
    await _first_words(reader)
    writer.write(HTTP_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    await _pour(writer, b"10000\r\n" + b"a" * 65536 + b"\r\n")


async def endless_header(reader, writer):
    """HTTP whose header has no end."""
    await _first_words(reader)
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await _pour(writer, b"X-Padding: " + b"a" * 4000 + b"\r\n")


async def web(reader, writer):
    """An ordinary page; what is wrong is the certificate."""
    await _first_words(reader)
    body = b"<html><head><title>Appareil</title></head><body></body></html>"
    writer.write(HTTP_HEAD + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body)
    await writer.drain()


MODES = {"silent": silent, "half": half, "cut": cut, "rubbish": rubbish, "drip": drip, "endless-pdu": endless_pdu,
         "endless-accept": endless_accept, "endless-answers": endless_answers, "endless-body": endless_body,
         "endless-header": endless_header, "tls-expired": web, "tls-self-signed": web}


def _port(writer):
    return writer.get_extra_info("sockname")[1]


async def _first_words(reader):
    return await reader.read(4096)


async def _pour(writer, part):
    while True:
        writer.write(part)
        await writer.drain()


def certificate(folder, mode):
    """A self-signed certificate; `tls-expired` makes one whose last day was in 2020."""
    key, pem = folder / "key.pem", folder / "certificate.pem"
    base = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=appareil.cabinet.test", "-keyout", key]
    if mode == "tls-self-signed":
        subprocess.run(["openssl", "req", "-x509", *base, "-days", "30", "-out", pem], check=True, capture_output=True)
    else:                                      # `openssl req` dates from today only; `openssl ca` may date back
        request, settings = folder / "request.pem", folder / "ca.cnf"
        subprocess.run(["openssl", "req", "-new", *base, "-out", request], check=True, capture_output=True)
        (folder / "index").touch()
        settings.write_text(f"[ca]\ndefault_ca=a\n[a]\ndatabase={folder}/index\nnew_certs_dir={folder}\n"
                            "default_md=sha256\npolicy=p\nrand_serial=yes\n[p]\ncommonName=supplied\n")
        subprocess.run(["openssl", "ca", "-batch", "-selfsign", "-config", settings, "-keyfile", key, "-in", request,
                        "-out", pem, "-notext", "-startdate", "20190101000000Z", "-enddate", "20201207000000Z"],
                       check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context


def allowed(address):
    """Loopback, or an address of this network namespace's own on the lab's networks."""
    number = ipaddress.ip_address(address)
    return number.is_loopback or number in ipaddress.ip_network("192.168.76.0/22")


async def serve(mode, address, port, seconds):
    async def one(reader, writer):
        try:
            await MODES[mode](reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    context = None
    if mode.startswith("tls-"):
        with tempfile.TemporaryDirectory() as folder:
            context = certificate(pathlib.Path(folder), mode)
    server = await asyncio.start_server(one, address, port, ssl=context, backlog=4096)
    print(f"{mode} {address}:{port} until {datetime.datetime.now() + datetime.timedelta(seconds=seconds):%H:%M:%S}",
          flush=True)
    async with server:
        await asyncio.sleep(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=sorted(MODES))
    parser.add_argument("address")
    parser.add_argument("port", type=int)
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    if not allowed(options.address):
        parser.error(f"{options.address} is neither loopback nor an address of the lab")
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]         # `silent` is there to take thousands
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        asyncio.run(serve(options.mode, options.address, options.port, options.seconds))
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
