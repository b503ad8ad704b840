package org.permanence.adapter.ami;

/// Limits of a message from Asterisk. A message with more than `headers` headers or an over-long value is rejected.
/// A message over `messageBytes`, or a banner or answer with a line over `lineBytes`, is not AMI and ends the
/// connection.
record AmiLimits(int lineBytes, int headers, int messageBytes) {

    /// Asterisk's own limits: 1,025 bytes a line and 128 headers (manager.h). Its events keep within them.
    static final AmiLimits ASTERISK = new AmiLimits(1_025, 128, 256 * 1_024);

    AmiLimits {
        if (lineBytes < 64 || lineBytes > 16_384) {
            throw new IllegalArgumentException("line: " + lineBytes + " (expected: 64..16384 bytes)");
        }
        if (headers < 1 || headers > 1_024) {
            throw new IllegalArgumentException("headers: " + headers + " (expected: 1..1024)");
        }
        if (messageBytes < lineBytes || messageBytes > 16 * 1_024 * 1_024) {
            throw new IllegalArgumentException("message: " + messageBytes + " (expected: lineBytes..16 MiB)");
        }
    }
}
