package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;

/// Opens a sealed recording, in this order: the header is read, the key proves that it is the one key, the last
/// segment proves that nothing is missing after it. Only then is there a reader, and each segment proves itself
/// when it is read. Tink by itself gives the first segments of a cut file without a word. Belongs to one thread.
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

    /// What a file says of itself in clear. Nothing of it is proven.
    public static RecordingHeader headerOf(SeekableByteChannel file) {
        try {
            return Preamble.read(file).header();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    /// Opens a recording. The key may be closed afterwards; the file belongs to the reader, unless it is refused.
    ///
    /// @throws SealException with the reason for which it is refused
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
                throw new IOException("segment: empty"); // Tink reads nothing here, and so proves nothing.
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

    /// How many frames of sound it holds, gaps included.
    public long frames() {
        return trailer.frames();
    }

    /// How many bytes of sound it holds.
    public long size() {
        return trailer.frames() * AudioFormat.FRAME_BYTES;
    }

    /// Where it is silent because nothing was taken; the first 64 of them.
    public List<Gap> gaps() {
        return trailer.gaps();
    }

    /// How many frames of gaps there are beyond those that are listed.
    public long unlistedGapFrames() {
        return trailer.unlisted();
    }

    /// Gives sound from a byte of it onwards, as much as there is room for.
    ///
    /// @return how many bytes; −1 at the end
    /// @throws SealException if a segment is not what was sealed: then none of that segment is given
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
        return new SealException(SealFailure.STORAGE, "recording: not read (expected: a disk that gives it)", fault);
    }
}
