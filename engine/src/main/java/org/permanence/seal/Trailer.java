package org.permanence.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The last record inside the ciphertext: how much of it is sound, and where nothing was taken. It lies in the last
/// segment, whole, so that whatever a crash leaves holds no half of one.
///
/// @param unlisted frames of gaps beyond the [#MAX_GAPS] that are listed
record Trailer(long frames, List<Gap> gaps, long unlisted) {

    static final int MAX_GAPS = 64;

    private static final int LENGTH_BYTES = Integer.BYTES;

    /// Gaps as they come, neighbours of one kind joined.
    static final class GapCollector {

        private final List<Gap> gaps = new ArrayList<>();
        private long unlisted;

        void add(Gap gap) {
            Gap last = gaps.isEmpty() ? null : gaps.getLast();
            if (last != null && last.why() == gap.why() && last.end() == gap.at()) {
                gaps.set(gaps.size() - 1, new Gap(last.at(), last.frames() + gap.frames(), gap.why()));
            } else if (gaps.size() < MAX_GAPS) {
                gaps.add(gap);
            } else {
                unlisted += gap.frames();
            }
        }

        Trailer toTrailer(long frames) {
            return new Trailer(frames, gaps, unlisted);
        }
    }

    Trailer {
        gaps = List.copyOf(gaps);
        long end = 0;
        for (Gap gap : gaps) {
            if (gap.at() < end || gap.end() > frames) {
                throw new IllegalArgumentException("gap: at " + gap.at() + " (expected: in order, within the sound)");
            }
            end = gap.end();
        }
        if (frames < 0 || frames > AudioFormat.MAX_FRAMES || unlisted < 0 || gaps.size() > MAX_GAPS) {
            throw new IllegalArgumentException("trailer: impossible numbers (expected: those of one recording)");
        }
    }

    /// Its JSON, then the JSON's length.
    ByteBuffer bytes() {
        byte[] json = CanonicalJson.write(this);
        return ByteBuffer.allocate(json.length + LENGTH_BYTES)
                .put(json)
                .putInt(json.length)
                .flip();
    }

    /// Reads it from the end of the last segment.
    ///
    /// @param size how many bytes the ciphertext holds in all
    static Trailer read(ByteBuffer lastSegment, long size) {
        int available = lastSegment.remaining() - LENGTH_BYTES;
        int length = available < 0 ? -1 : lastSegment.getInt(lastSegment.limit() - LENGTH_BYTES);
        if (length < 0 || length > available) {
            throw unreadable(
                    new IllegalArgumentException("trailer: " + length + " bytes (expected: 0.." + available + ")"));
        }
        byte[] json = new byte[length];
        lastSegment.get(lastSegment.limit() - LENGTH_BYTES - length, json);
        try {
            var trailer = CanonicalJson.read(json, Trailer.class);
            long padding = size - LENGTH_BYTES - length - trailer.frames * AudioFormat.FRAME_BYTES;
            if (padding < 0 || padding >= Segments.PLAINTEXT_BYTES) {
                throw new IllegalArgumentException("trailer: " + padding + " bytes too many (expected: 0..4079)");
            }
            return trailer;
        } catch (CanonicalJson.UnreadableException | IllegalArgumentException bad) {
            throw unreadable(bad);
        }
    }

    private static SealException unreadable(Exception cause) {
        return new SealException(SealFailure.TRAILER_UNREADABLE, "trailer: unreadable (expected: as sealed)", cause);
    }
}
