"""Another implementation's view of our bytes: Debian's python3-msgpack.

Reads lines, writes lines. "decode": bytes as hex to a description of the value. "encode": such a description to
bytes. "repack": bytes to the bytes this implementation gives for the same value.
"""
import decimal
import datetime
import sys

import msgpack

EPOCH = datetime.datetime(1970, 1, 1)
DECIMAL = 1

decimal.getcontext().prec = 60


def decimal_of(data):
    scale = data[0] & 0x7F
    digits = tuple(int(d) for d in str(int.from_bytes(data[1:], "big")))
    return decimal.Decimal((data[0] >> 7, digits, -scale))


def data_of(number):
    sign, digits, exponent = number.as_tuple()
    mantissa = int("".join(map(str, digits)))
    return bytes([sign << 7 | -exponent]) + mantissa.to_bytes((mantissa.bit_length() + 7) // 8, "big")


def describe(value):
    if value is None:
        return "nil"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, int):
        return f"int {value}"
    if isinstance(value, str):
        return f"text {value}"
    if isinstance(value, bytes):
        return f"bytes {value.hex()}"
    if isinstance(value, msgpack.Timestamp):
        at = EPOCH + datetime.timedelta(seconds=value.seconds)
        return f"time {at.year:04}-{at.strftime('%m-%dT%H:%M:%S')}.{value.nanoseconds // 100:07}"
    if isinstance(value, msgpack.ExtType) and value.code == DECIMAL:
        return f"decimal {decimal_of(value.data):f}"
    if isinstance(value, list):
        return "[" + ", ".join(map(describe, value)) + "]"
    raise ValueError(f"unexpected {value!r}")


def value_of(description):
    kind, _, text = description.partition(" ")
    if kind == "int":
        return int(text)
    if kind == "text":
        return text
    if kind == "bytes":
        return bytes.fromhex(text)
    if kind == "decimal":
        return msgpack.ExtType(DECIMAL, data_of(decimal.Decimal(text)))
    if kind == "time":
        seconds, _, fraction = text.partition(".")
        span = datetime.datetime.fromisoformat(seconds) - EPOCH
        return msgpack.Timestamp(span.days * 86400 + span.seconds, int(fraction) * 100)
    return {"nil": None, "true": True, "false": False}[kind]


def answer(command, line):
    if command == "encode":
        return msgpack.packb(value_of(line)).hex()
    value = msgpack.unpackb(bytes.fromhex(line))
    return describe(value) if command == "decode" else msgpack.packb(value).hex()


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
for line in sys.stdin.read().split("\n")[:-1]:
    print(answer(sys.argv[1], line))
