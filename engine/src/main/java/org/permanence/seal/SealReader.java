package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;

/// Reads a sealed recording. Opening reads the header, checks the key commitment, and authenticates the last
/// segment, so that a truncated file is refused. (Tink alone would return the first segments of a truncated file.)
/// Each other segment is authenticated when it is read. Not thread-safe.
public final class SealReader implements AutoCloseable {

    private final SeekableByteChannel file;
    private final RecordingHeader header;
    private final SeekableByteChannel decrypted;
    private final Trailer trailer;

    private SealReader(
            SeekableByteChannel file, RecordingHeader header, SeekableByteChannel decrypted, Trailer trailer) {
        this.file = file;
        this.header = header;
        this.decrypted = decrypted;
        this.trailer = trailer;
    }

    /// The header of a file, not authenticated.
    public static RecordingHeader headerOf(SeekableByteChannel file) {
        try {
            return Preamble.read(file).header();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    /// Opens a recording. The key may be closed afterwards. The reader closes the file, unless opening fails.
    public static SealReader open(SeekableByteChannel file, DataKey key) {
        try {
            var preamble = Preamble.read(file);
            preamble.requireCommitted(key);
            long size = file.size() - preamble.end();
            var decrypted = decrypted(new BoundedChannel(file, preamble.end(), size, size), key, preamble);
            return new SealReader(file, preamble.header(), decrypted, verifyEnd(decrypted));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (UncheckedIOException fault) {
            throw storageFailure(fault);
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    private static SeekableByteChannel decrypted(BoundedChannel view, DataKey key, Preamble preamble)
            throws GeneralSecurityException {
        try {
            return Segments.cipher(key).newSeekableDecryptingChannel(view, preamble.digest());
        } catch (IOException tooShort) {
            throw endNotProven(tooShort);
        }
    }

    private static Trailer verifyEnd(SeekableByteChannel decrypted) {
        ByteBuffer last;
        long size;
        try {
            size = decrypted.size();
            if (size == 0) {
                throw new IOException("segment: empty"); // Tink would read nothing and authenticate nothing.
            }
            long start = Segments.startOf(size - 1);
            last = ByteBuffer.allocate((int) (size - start));
            decrypted.position(start);
            while (last.hasRemaining()) {
                if (decrypted.read(last) < 0) {
                    throw new IOException("segment: short");
                }
            }
        } catch (IOException forged) {
            throw endNotProven(forged);
        }
        return Trailer.read(last.flip(), size);
    }

    public RecordingHeader header() {
        return header;
    }

    /// The number of frames of audio, gaps included.
    public long frames() {
        return trailer.frames();
    }

    /// The number of bytes of audio.
    public long size() {
        return trailer.frames() * AudioFormat.FRAME_BYTES;
    }

    /// The first 64 gaps.
    public List<Gap> gaps() {
        return trailer.gaps();
    }

    /// The number of frames in all gaps after the first 64.
    public long unlistedGapFrames() {
        return trailer.unlisted();
    }

    /// Reads audio from a byte position, as much as the buffer takes.
    ///
    /// @return the number of bytes; −1 at the end
    /// @throws SealException `SEGMENT_ALTERED` if a segment was altered: none of that segment is returned
    public int read(long position, ByteBuffer to) {
        if (position < 0) {
            throw new IllegalArgumentException("position: " + position + " (expected: 0 or more)");
        }
        if (position >= size()) {
            return -1;
        }
        int length = (int) Math.min(to.remaining(), size() - position);
        int limit = to.limit();
        to.limit(to.position() + length);
        try {
            decrypted.position(position);
            while (to.hasRemaining()) {
                if (decrypted.read(to) < 0) {
                    throw new IOException("segment: short");
                }
            }
            return length;
        } catch (UncheckedIOException fault) {
            throw storageFailure(fault);
        } catch (IOException forged) {
            throw new SealException(
                    SealFailure.SEGMENT_ALTERED, "segment: near byte " + position + " (expected: as sealed)", forged);
        } finally {
            to.limit(limit);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    private static SealException endNotProven(IOException cause) {
        return new SealException(SealFailure.END_NOT_PROVEN, "last segment: not the last (expected: as sealed)", cause);
    }

    static SealException storageFailure(Exception fault) {
        return new SealException(SealFailure.STORAGE, "recording: not read (expected: a readable file)", fault);
    }
}
