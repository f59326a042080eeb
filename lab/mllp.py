"""An HL7 listener over MLLP, as a practice software runs one: it takes any message and acknowledges it.

    mllp.py ADDRESS PORT

A frame is 0x0B, the message, 0x1C 0x0D. Debian has no such server, so this one is the lab's own.
"""

import socketserver
import sys

START, END = b"\x0b", b"\x1c\r"
MESSAGE_BYTES_MAX = 1 << 20


def acknowledgement(message):
    """The ACK of a message: the same separators, the parties exchanged, the message's number."""
    fields = message.split(b"\r", 1)[0].split(b"|") + [b""] * 12
    head = [b"MSH", fields[1], fields[4], fields[5], fields[2], fields[3], b"20240301101500", b"", b"ACK", fields[9],
            b"P", b"2.5"]
    return b"|".join(head) + b"\r" + b"MSA|AA|" + fields[9] + b"\r"


class Listener(socketserver.StreamRequestHandler):
    timeout = 30

    def handle(self):
        buffer = b""
        while len(buffer) < MESSAGE_BYTES_MAX:
            try:
                part = self.request.recv(4096)
            except OSError:
                return
            if not part:
                return
            buffer += part
            while END in buffer:
                message, buffer = buffer.split(END, 1)
                self.request.sendall(START + acknowledgement(message.lstrip(START)) + END)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    Server((sys.argv[1], int(sys.argv[2])), Listener).serve_forever()
