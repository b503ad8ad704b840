package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// A recording as a WAV file, made while it is read: 44 bytes of header, then the sound. Any stretch of it can be
/// asked for, so that a player may seek.
public final class Wav {

    static final int HEADER_BYTES = 44;

    private static final int PIECE = 64 * 1_024;

    private final SealReader recording;
    private final ByteBuffer header;

    public Wav(SealReader recording) {
        this.recording = recording;
        this.header = header((int) recording.size());
    }

    /// How long the file is.
    public long size() {
        return HEADER_BYTES + recording.size();
    }

    /// Gives the file from a byte of it onwards, as much as there is room for.
    ///
    /// @return how many bytes; −1 at the end
    public int read(long position, ByteBuffer to) {
        int before = to.position();
        if (position < HEADER_BYTES) {
            int length = Math.min(to.remaining(), HEADER_BYTES - (int) position);
            to.put(header.slice((int) position, length));
        }
        int given = to.position() - before;
        if (to.hasRemaining()) {
            int more = recording.read(position + given - HEADER_BYTES, to);
            return more < 0 && given == 0 ? -1 : given + Math.max(more, 0);
        }
        return given;
    }

    /// Writes all of it.
    public void transferTo(WritableByteChannel out) throws IOException {
        var piece = ByteBuffer.allocate(PIECE);
        for (long position = 0; position < size(); position += piece.limit()) {
            read(position, piece.clear());
            piece.flip();
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        }
    }

    private static ByteBuffer header(int soundBytes) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER_BYTES - 8 + soundBytes)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1) // PCM
                .putShort((short) Sound.CHANNELS)
                .putInt(Sound.FRAMES_A_SECOND)
                .putInt(Sound.FRAMES_A_SECOND * Sound.FRAME_BYTES)
                .putShort((short) Sound.FRAME_BYTES)
                .putShort((short) Short.SIZE)
                .put(ascii("data"))
                .putInt(soundBytes)
                .flip();
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
