package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Seals a recording during the call. Holds at most one segment (an eighth of a second) in clear; a segment is
/// written when audio follows it. Not thread-safe.
///
/// If it is closed without [#seal], the file has no end and [SealReader] refuses it. [TruncatedRecordingRepair]
/// recovers such a file.
public final class SealWriter implements AutoCloseable {

    /// The most audio that Asterisk delivers at a time (a little over one second) and the overhead of sealing.
    private static final int BUFFER_BYTES = 33 * 1024;

    private static final ByteBuffer SILENCE = ByteBuffer.allocateDirect(Segments.BYTES);

    private final RecordingId recording;
    private final DigestingChannel channel;
    private final WritableByteChannel cipher;
    private final Trailer.GapCollector gaps = new Trailer.GapCollector();
    private long frames;
    private boolean open = true;

    private SealWriter(RecordingId recording, DigestingChannel channel, WritableByteChannel cipher) {
        this.recording = recording;
        this.channel = channel;
        this.cipher = cipher;
    }

    /// Writes the part before the audio. The key may be closed afterwards.
    static SealWriter begin(RecordingHeader header, DataKey key, SealedOutput output) {
        try {
            var preamble = Preamble.of(header, key);
            var channel = new DigestingChannel(output);
            channel.write(preamble.bytes());
            channel.flush();
            return new SealWriter(
                    header.recording(), channel, Segments.cipher(key).newEncryptingChannel(channel, preamble.digest()));
        } catch (IOException | GeneralSecurityException fault) {
            throw storageFailure(fault);
        }
    }

    /// Appends audio, in whole frames.
    public void append(ByteBuffer audio) {
        int bytes = audio.remaining();
        if (bytes % AudioFormat.FRAME_BYTES != 0) {
            throw new IllegalArgumentException("audio: " + bytes + " bytes (expected: a multiple of 4)");
        }
        requireCapacity(bytes / AudioFormat.FRAME_BYTES);
        encrypt(audio);
        frames += bytes / AudioFormat.FRAME_BYTES;
    }

    /// Appends silence for time in which nothing was recorded, and lists the gap in the trailer.
    public void appendGap(long length, Gap.Reason reason) {
        requireCapacity(length);
        gaps.add(new Gap(frames, length, reason));
        appendSilence(length * AudioFormat.FRAME_BYTES);
        frames += length;
    }

    /// The number of frames so far, gaps included.
    public long frames() {
        return frames;
    }

    /// Returns when all complete segments survive a power cut: everything but the last eighth of a second.
    public void sync() {
        try {
            channel.force();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    /// Writes the trailer, forces the file to the disk and closes it.
    public Sealed seal() {
        requireOpen();
        ByteBuffer trailer = gaps.toTrailer(frames).bytes();
        long end = frames * AudioFormat.FRAME_BYTES;
        if (Segments.remainingAt(end) < trailer.remaining()) {
            appendSilence(Segments.remainingAt(
                    end)); // Keeps the trailer within one segment: a crash must not leave half of it as audio.
        }
        encrypt(trailer);
        open = false;
        try (channel) {
            cipher.close();
            channel.flush();
            channel.force();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
        return new Sealed(recording, channel.sha256(), channel.written, frames);
    }

    /// Closes the file without an end.
    @Override
    public void close() {
        open = false;
        try {
            channel.output.close();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    private void appendSilence(long bytes) {
        ByteBuffer silence = SILENCE.duplicate();
        for (long remaining = bytes; remaining > 0; remaining -= silence.limit()) {
            silence.clear().limit((int) Math.min(remaining, silence.capacity()));
            encrypt(silence);
        }
    }

    private void encrypt(ByteBuffer plain) {
        requireOpen();
        try {
            while (plain.hasRemaining()) {
                cipher.write(plain);
            }
            channel.flush();
        } catch (IOException fault) {
            open = false; // The file may end anywhere now: only a repair can use it.
            throw storageFailure(fault);
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("recording: closed (expected: open)");
        }
    }

    private void requireCapacity(long more) {
        if (more < 0 || more > AudioFormat.MAX_FRAMES - frames) {
            throw new SealException(
                    SealFailure.FULL,
                    "audio: " + more + " frames more (expected: 0.." + (AudioFormat.MAX_FRAMES - frames) + ")");
        }
    }

    private static SealException storageFailure(Exception fault) {
        return new SealException(
                SealFailure.STORAGE, "recording: not written (expected: a writable disk with free space)", fault);
    }

    /// Counts and hashes the bytes of the file and writes them in pieces larger than a segment. Ignores Tink's
    /// close after the last segment: the file must be forced before it is closed.
    private static final class DigestingChannel implements WritableByteChannel {

        private final SealedOutput output;
        private final MessageDigest digest = Primitives.sha256();
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        private long written;

        private DigestingChannel(SealedOutput output) {
            this.output = output;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                if (!buffer.hasRemaining()) {
                    flush();
                }
                int piece = Math.min(bytes.remaining(), buffer.remaining());
                buffer.put(buffer.position(), bytes, bytes.position(), piece).position(buffer.position() + piece);
                bytes.position(bytes.position() + piece);
            }
            return length;
        }

        private void flush() throws IOException {
            buffer.flip();
            digest.update(buffer.duplicate());
            written += buffer.remaining();
            while (buffer.hasRemaining()) {
                output.write(buffer);
            }
            buffer.clear();
        }

        private void force() throws IOException {
            output.force();
        }

        private String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }

        @Override
        public boolean isOpen() {
            return output.isOpen();
        }

        @Override
        public void close() {}
    }
}
