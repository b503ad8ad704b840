package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Seals a recording while it is spoken. What it holds in clear is at most one segment, an eighth of a second; a
/// segment is written once sound comes that follows it. Belongs to one thread.
///
/// Left by [#close] without [#seal], the file has no end and [SealReader] refuses it: [Repair] opens what it has.
public final class SealWriter implements AutoCloseable {

    /// 37 hours: what a WAV file can say of its own length.
    static final long MOST_FRAMES = (0xffff_ffffL - Wav.HEADER_BYTES) / Sound.FRAME_BYTES;

    /// As much as Asterisk hands over at a time, some more than a second, and what sealing adds.
    private static final int ROOM = 33 * 1024;

    private static final ByteBuffer SILENCE = ByteBuffer.allocateDirect(Segments.BYTES);

    private final RecordingId recording;
    private final Outlet outlet;
    private final WritableByteChannel cipher;
    private final Trailer.Notes notes = new Trailer.Notes();
    private long frames;
    private boolean open = true;

    private SealWriter(RecordingId recording, Outlet outlet, WritableByteChannel cipher) {
        this.recording = recording;
        this.outlet = outlet;
        this.cipher = cipher;
    }

    /// Writes what stands before the sound. The key may be closed afterwards.
    static SealWriter begin(RecordingHeader header, DataKey key, Sink sink) {
        try {
            var preamble = Preamble.of(header, key);
            var outlet = new Outlet(sink);
            outlet.write(preamble.bytes());
            outlet.flush();
            return new SealWriter(
                    header.recording(), outlet, Segments.cipher(key).newEncryptingChannel(outlet, preamble.digest()));
        } catch (IOException | GeneralSecurityException fault) {
            throw storage(fault);
        }
    }

    /// Takes sound, in whole frames; all of it, however little.
    public void append(ByteBuffer sound) {
        int bytes = sound.remaining();
        if (bytes % Sound.FRAME_BYTES != 0) {
            throw new IllegalArgumentException("sound: " + bytes + " bytes (expected: a multiple of 4)");
        }
        requireRoom(bytes / Sound.FRAME_BYTES);
        encrypt(sound);
        frames += bytes / Sound.FRAME_BYTES;
    }

    /// Keeps the recording in step with the clock where nothing was taken: silence in the sound, and a note of it
    /// in the trailer.
    public void gap(long length, Gap.Why why) {
        requireRoom(length);
        notes.add(new Gap(frames, length, why));
        silence(length * Sound.FRAME_BYTES);
        frames += length;
    }

    /// How many frames it holds, gaps included.
    public long frames() {
        return frames;
    }

    /// Returns once whatever has been written survives a power cut: all but the last eighth of a second.
    public void sync() {
        try {
            outlet.force();
        } catch (IOException fault) {
            throw storage(fault);
        }
    }

    /// Writes the end, makes the file durable and closes it.
    public Sealed seal() {
        requireOpen();
        ByteBuffer trailer = notes.close(frames).bytes();
        long end = frames * Sound.FRAME_BYTES;
        if (Segments.roomAt(end) < trailer.remaining()) {
            silence(Segments.roomAt(end)); // The trailer is in one segment, or a crash could leave half of it as sound.
        }
        encrypt(trailer);
        open = false;
        try (outlet) {
            cipher.close();
            outlet.flush();
            outlet.force();
        } catch (IOException fault) {
            throw storage(fault);
        }
        return new Sealed(recording, outlet.sha256(), outlet.written, frames);
    }

    /// Lets go of the file as it is.
    @Override
    public void close() {
        open = false;
        try {
            outlet.sink.close();
        } catch (IOException fault) {
            throw storage(fault);
        }
    }

    private void silence(long bytes) {
        ByteBuffer silence = SILENCE.duplicate();
        for (long left = bytes; left > 0; left -= silence.limit()) {
            silence.clear().limit((int) Math.min(left, silence.capacity()));
            encrypt(silence);
        }
    }

    private void encrypt(ByteBuffer plain) {
        requireOpen();
        try {
            while (plain.hasRemaining()) {
                cipher.write(plain);
            }
            outlet.flush();
        } catch (IOException fault) {
            open = false; // What is on the disk may end anywhere now: it is for the repair, not to be gone on with.
            throw storage(fault);
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("recording: closed (expected: open)");
        }
    }

    private void requireRoom(long more) {
        if (more < 0 || more > MOST_FRAMES - frames) {
            throw new SealException(
                    Refusal.FULL, "sound: " + more + " frames more (expected: 0.." + (MOST_FRAMES - frames) + ")");
        }
    }

    private static SealException storage(Exception fault) {
        return new SealException(Refusal.STORAGE, "recording: not written (expected: a disk that takes it)", fault);
    }

    /// The file as it grows: counted and digested, and written in larger pieces than segments. Tink closes it when
    /// it has written the last segment, which is too early for us: the file closes once it is durable.
    private static final class Outlet implements WritableByteChannel {

        private final Sink sink;
        private final MessageDigest digest = Primitives.sha256();
        private final ByteBuffer room = ByteBuffer.allocate(ROOM);
        private long written;

        private Outlet(Sink sink) {
            this.sink = sink;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            while (bytes.hasRemaining()) {
                if (!room.hasRemaining()) {
                    flush();
                }
                int piece = Math.min(bytes.remaining(), room.remaining());
                room.put(room.position(), bytes, bytes.position(), piece).position(room.position() + piece);
                bytes.position(bytes.position() + piece);
            }
            return length;
        }

        private void flush() throws IOException {
            room.flip();
            digest.update(room.duplicate());
            written += room.remaining();
            while (room.hasRemaining()) {
                sink.write(room);
            }
            room.clear();
        }

        private void force() throws IOException {
            sink.force();
        }

        private String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }

        @Override
        public boolean isOpen() {
            return sink.isOpen();
        }

        @Override
        public void close() {}
    }
}
