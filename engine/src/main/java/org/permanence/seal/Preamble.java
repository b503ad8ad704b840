package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/// The part of a file before the ciphertext: magic bytes, the header's length, the header, and the key commitment.
final class Preamble {

    /// Ends like the signature of PNG, so that a copy with converted line endings is refused at once.
    private static final byte[] MAGIC = "PREC1\r\n\0".getBytes(StandardCharsets.US_ASCII);

    private static final int COMMITMENT_BYTES = 32;
    private static final byte[] COMMITMENT_LABEL = "prec1/commit".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_OFFSET = MAGIC.length + Integer.BYTES;

    private final RecordingHeader header;
    private final byte[] bytes;
    private final byte[] digest;

    private Preamble(RecordingHeader header, byte[] bytes) {
        this.header = header;
        this.bytes = bytes;
        var sha256 = Primitives.sha256();
        sha256.update(bytes, 0, bytes.length - COMMITMENT_BYTES);
        this.digest = sha256.digest();
    }

    static Preamble of(RecordingHeader header, DataKey key) throws GeneralSecurityException {
        byte[] json = header.canonical();
        byte[] bytes = new byte[HEADER_OFFSET + json.length + COMMITMENT_BYTES];
        ByteBuffer.wrap(bytes).put(MAGIC).putInt(json.length).put(json);
        var preamble = new Preamble(header, bytes);
        byte[] commitment = preamble.commitment(key);
        System.arraycopy(commitment, 0, bytes, bytes.length - COMMITMENT_BYTES, COMMITMENT_BYTES);
        return preamble;
    }

    static Preamble read(SeekableByteChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(readFully(file, HEADER_OFFSET));
        byte[] magic = new byte[MAGIC.length];
        start.get(magic);
        if (!MessageDigest.isEqual(magic, MAGIC)) {
            throw new SealException(SealFailure.NOT_A_RECORDING, "magic: wrong (expected: PREC1)");
        }
        int length = start.getInt();
        if (length < RecordingHeader.MIN_BYTES || length > RecordingHeader.MAX_BYTES) {
            throw new SealException(SealFailure.HEADER_SIZE, "header: " + length + " bytes (expected: 2..8192)");
        }
        byte[] whole = readFully(file, HEADER_OFFSET + length + COMMITMENT_BYTES);
        byte[] json = Arrays.copyOfRange(whole, HEADER_OFFSET, HEADER_OFFSET + length);
        return new Preamble(RecordingHeader.read(json), whole);
    }

    RecordingHeader header() {
        return header;
    }

    /// The SHA-256 of everything before the commitment, which is the associated data of every segment.
    byte[] digest() {
        return digest;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes);
    }

    /// The offset of the ciphertext.
    long end() {
        return bytes.length;
    }

    /// Checks the key commitment: with AES-GCM alone, a forged file could decrypt under two keys to two contents.
    void requireCommitted(DataKey key) throws GeneralSecurityException {
        byte[] found = Arrays.copyOfRange(bytes, bytes.length - COMMITMENT_BYTES, bytes.length);
        if (!MessageDigest.isEqual(found, commitment(key))) {
            throw new SealException(
                    SealFailure.NOT_COMMITTED, "commitment: wrong (expected: that of this key and header)");
        }
    }

    private byte[] commitment(DataKey key) throws GeneralSecurityException {
        byte[] commitmentKey = Primitives.hkdfSha256(key.bytes(), new byte[0], COMMITMENT_LABEL, COMMITMENT_BYTES);
        return Primitives.hmacSha256(commitmentKey, digest);
    }

    private static byte[] readFully(SeekableByteChannel file, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        file.position(0);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new SealException(SealFailure.CUT_SHORT, "file: ends within its header (expected: a recording)");
            }
        }
        return buffer.array();
    }
}
