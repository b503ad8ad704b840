package org.permanence.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/// A recording as a WAV file, decrypted while it is read: 44 bytes of header, then the audio. Any part can be read,
/// so that a player can seek.
public final class WavStream {

    private static final int CHUNK_BYTES = 64 * 1_024;

    private final SealReader recording;
    private final ByteBuffer header;

    public WavStream(SealReader recording) {
        this.recording = recording;
        this.header = header((int) recording.size());
    }

    /// The size of the file in bytes.
    public long size() {
        return AudioFormat.WAV_HEADER_BYTES + recording.size();
    }

    /// Reads from a byte position, as much as the buffer takes.
    ///
    /// @return the number of bytes; −1 at the end
    public int read(long position, ByteBuffer to) {
        int start = to.position();
        if (position < AudioFormat.WAV_HEADER_BYTES) {
            int length = Math.min(to.remaining(), AudioFormat.WAV_HEADER_BYTES - (int) position);
            to.put(header.slice((int) position, length));
        }
        int copied = to.position() - start;
        if (to.hasRemaining()) {
            int more = recording.read(position + copied - AudioFormat.WAV_HEADER_BYTES, to);
            return more < 0 && copied == 0 ? -1 : copied + Math.max(more, 0);
        }
        return copied;
    }

    /// Writes the whole file.
    public void transferTo(WritableByteChannel out) throws IOException {
        var chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long position = 0; position < size(); position += chunk.limit()) {
            read(position, chunk.clear());
            chunk.flip();
            while (chunk.hasRemaining()) {
                out.write(chunk);
            }
        }
    }

    private static ByteBuffer header(int audioBytes) {
        return ByteBuffer.allocate(AudioFormat.WAV_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(AudioFormat.WAV_HEADER_BYTES - 8 + audioBytes)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1) // PCM
                .putShort((short) AudioFormat.CHANNELS)
                .putInt(AudioFormat.FRAMES_PER_SECOND)
                .putInt(AudioFormat.FRAMES_PER_SECOND * AudioFormat.FRAME_BYTES)
                .putShort((short) AudioFormat.FRAME_BYTES)
                .putShort((short) Short.SIZE)
                .put(ascii("data"))
                .putInt(audioBytes)
                .flip();
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
