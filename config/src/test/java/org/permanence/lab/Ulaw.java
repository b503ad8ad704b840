package org.permanence.lab;

/// G.711 µ-law: eight bits a sample, 8,000 samples a second (PCMU, RTP payload type 0).
final class Ulaw {

    private static final int BIAS = 0x84;
    private static final int CLIP = 32_635;
    private static final short[] LINEAR = new short[256];

    static {
        for (int code = 0; code < LINEAR.length; code++) {
            LINEAR[code] = expand(code);
        }
    }

    private Ulaw() {}

    static short decode(byte code) {
        return LINEAR[code & 0xff];
    }

    static byte encode(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs((int) sample), CLIP) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        int mantissa = (magnitude >> (exponent + 3)) & 0x0f;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    private static short expand(int code) {
        int bits = ~code & 0xff;
        int magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }
}
