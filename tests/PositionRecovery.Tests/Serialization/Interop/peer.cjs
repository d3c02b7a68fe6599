// Another implementation's view of our bytes: the npm package @msgpack/msgpack. Does what peer.py does.
"use strict";

const { readFileSync } = require("node:fs");
const {
  encode, decode, ExtensionCodec, EXT_TIMESTAMP, encodeTimeSpecToTimestamp, decodeTimestampToTimeSpec,
} = require("@msgpack/msgpack");

class Decimal {
  constructor(text) { this.text = text; }
}

class Time {
  constructor(sec, nsec) { this.sec = sec; this.nsec = nsec; }
}

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 1,
  encode(value) {
    if (!(value instanceof Decimal)) {
      return null;
    }

    const isNegative = value.text.startsWith("-");
    const [whole, fraction = ""] = value.text.replace("-", "").split(".");
    let hex = BigInt(whole + fraction).toString(16);
    hex = hex === "0" ? "" : hex.padStart(hex.length + (hex.length % 2), "0");
    return Uint8Array.from([fraction.length | (isNegative ? 0x80 : 0), ...Buffer.from(hex, "hex")]);
  },
  decode(data) {
    const scale = data[0] & 0x7f;
    const digits = BigInt("0x0" + Buffer.from(data.subarray(1)).toString("hex")).toString().padStart(scale + 1, "0");
    const point = digits.length - scale;
    const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
    return new Decimal((data[0] & 0x80 ? "-" : "") + text);
  },
});
extensionCodec.register({
  type: EXT_TIMESTAMP,
  encode: (value) => (value instanceof Time ? encodeTimeSpecToTimestamp(value) : null),
  decode(data) {
    const { sec, nsec } = decodeTimestampToTimeSpec(data);
    return new Time(sec, nsec);
  },
});

const options = { extensionCodec, useBigInt64: true };

function describe(value) {
  if (value === null) {
    return "nil";
  }

  if (value instanceof Uint8Array) {
    return `bytes ${Buffer.from(value).toString("hex")}`;
  }

  if (value instanceof Decimal) {
    return `decimal ${value.text}`;
  }

  if (value instanceof Time) {
    const seconds = new Date(value.sec * 1000).toISOString().slice(0, 19);
    return `time ${seconds}.${String(value.nsec / 100).padStart(7, "0")}`;
  }

  if (Array.isArray(value)) {
    return `[${value.map(describe).join(", ")}]`;
  }

  switch (typeof value) {
    case "number": case "bigint": return `int ${value}`;
    case "string": return `text ${value}`;
    case "boolean": return String(value);
    default: throw new Error(`unexpected ${typeof value}`);
  }
}

function valueOf(description) {
  const space = description.indexOf(" ");
  const [kind, text] = space < 0
    ? [description, ""]
    : [description.slice(0, space), description.slice(space + 1)];
  switch (kind) {
    case "nil": return null;
    case "true": return true;
    case "false": return false;
    case "int": {
      // With useBigInt64, numbers of more than 32 bits are written as floating point and only BigInts as integers.
      const number = Number(text);
      return number >= -(2 ** 31) && number < 2 ** 32 ? number : BigInt(text);
    }
    case "text": return text;
    case "bytes": return Uint8Array.from(Buffer.from(text, "hex"));
    case "decimal": return new Decimal(text);
    case "time": {
      const [seconds, fraction] = text.split(".");
      return new Time(Date.parse(`${seconds}Z`) / 1000, Number(fraction) * 100);
    }
    default: throw new Error(`no kind ${kind}`);
  }
}

function answer(command, line) {
  if (command === "encode") {
    return Buffer.from(encode(valueOf(line), options)).toString("hex");
  }

  const value = decode(Buffer.from(line, "hex"), options);
  return command === "decode" ? describe(value) : Buffer.from(encode(value, options)).toString("hex");
}

const lines = readFileSync(0, "utf8").split("\n").slice(0, -1);
process.stdout.write(lines.map((line) => answer(process.argv[2], line) + "\n").join(""));
