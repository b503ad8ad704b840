package org.permanence.seal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The record at the end of the plaintext: the length of the audio and its gaps. It lies completely within the last
/// segment, so that a truncated file never has only a part of it.
///
/// @param unlisted the frames of all gaps after the first [#MAX_GAPS]
record Trailer(long frames, List<Gap> gaps, long unlisted) {

    static final int MAX_GAPS = 64;

    private static final int LENGTH_BYTES = Integer.BYTES;

    /// Collects gaps in order and joins neighbours with the same reason.
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
                throw new IllegalArgumentException("gap: at " + gap.at() + " (expected: in order, within the audio)");
            }
            end = gap.end();
        }
        if (frames < 0 || frames > AudioFormat.MAX_FRAMES || unlisted < 0 || gaps.size() > MAX_GAPS) {
            throw new IllegalArgumentException("trailer: impossible numbers (expected: those of one recording)");
        }
    }

    /// The JSON, then the JSON's length.
    ByteBuffer bytes() {
        byte[] json = CanonicalJson.write(this);
        return ByteBuffer.allocate(json.length + LENGTH_BYTES)
                .put(json)
                .putInt(json.length)
                .flip();
    }

    /// Parses the trailer at the end of the last segment.
    ///
    /// @param size the length of the whole plaintext in bytes
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
        return new SealException(SealFailure.TRAILER_UNREADABLE, "trailer: malformed (expected: as sealed)", cause);
    }
}
