package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/// What stands before the ciphertext: a magic word, the header's length, the header, and the commitment of the key.
final class Preamble {

    /// Ends like PNG's, so that a copy which turned line ends into others is refused at once.
    private static final byte[] MAGIC = "PREC1\r\n\0".getBytes(StandardCharsets.US_ASCII);

    private static final int COMMITMENT_BYTES = 32;
    private static final byte[] COMMIT = "prec1/commit".getBytes(StandardCharsets.US_ASCII);
    private static final int BEFORE_HEADER = MAGIC.length + Integer.BYTES;

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
        byte[] bytes = new byte[BEFORE_HEADER + json.length + COMMITMENT_BYTES];
        ByteBuffer.wrap(bytes).put(MAGIC).putInt(json.length).put(json);
        var preamble = new Preamble(header, bytes);
        byte[] commitment = preamble.commitment(key);
        System.arraycopy(commitment, 0, bytes, bytes.length - COMMITMENT_BYTES, COMMITMENT_BYTES);
        return preamble;
    }

    static Preamble read(SeekableByteChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(take(file, BEFORE_HEADER));
        byte[] magic = new byte[MAGIC.length];
        start.get(magic);
        if (!MessageDigest.isEqual(magic, MAGIC)) {
            throw new SealException(Refusal.NOT_A_RECORDING, "magic: another (expected: PREC1)");
        }
        int length = start.getInt();
        if (length < RecordingHeader.LEAST_BYTES || length > RecordingHeader.MOST_BYTES) {
            throw new SealException(Refusal.HEADER_SIZE, "header: " + length + " bytes (expected: 2..8192)");
        }
        byte[] whole = take(file, BEFORE_HEADER + length + COMMITMENT_BYTES);
        byte[] json = Arrays.copyOfRange(whole, BEFORE_HEADER, BEFORE_HEADER + length);
        return new Preamble(RecordingHeader.read(json), whole);
    }

    RecordingHeader header() {
        return header;
    }

    /// SHA-256 of everything before the commitment: the associated data of every segment.
    byte[] digest() {
        return digest;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes);
    }

    /// Where the ciphertext begins.
    long end() {
        return bytes.length;
    }

    /// AES-GCM alone lets one file open under two keys, as two things. This does not.
    void requireCommitted(DataKey key) throws GeneralSecurityException {
        byte[] found = Arrays.copyOfRange(bytes, bytes.length - COMMITMENT_BYTES, bytes.length);
        if (!MessageDigest.isEqual(found, commitment(key))) {
            throw new SealException(Refusal.NOT_COMMITTED, "commitment: another (expected: of this key and header)");
        }
    }

    private byte[] commitment(DataKey key) throws GeneralSecurityException {
        byte[] committing = Primitives.hkdfSha256(key.bytes(), new byte[0], COMMIT, COMMITMENT_BYTES);
        return Primitives.hmacSha256(committing, digest);
    }

    private static byte[] take(SeekableByteChannel file, int length) throws IOException {
        var taken = ByteBuffer.allocate(length);
        file.position(0);
        while (taken.hasRemaining()) {
            if (file.read(taken) < 0) {
                throw new SealException(Refusal.CUT_SHORT, "file: ends in its header (expected: a recording)");
            }
        }
        return taken.array();
    }
}
