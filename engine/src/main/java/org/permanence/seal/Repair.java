package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/// Opens what a crash has left of a recording and passes it on to a new sealing, under a new key, with `truncated` in
/// its header. The cut file is only read.
///
/// Tink takes the last whole segment of a cut file for the final one and refuses it, although nothing is wrong with
/// it. So it is shown the whole segments and 20 bytes more: it takes those for the final segment, and they are never
/// asked for.
public final class Repair {

    private static final int DUMMY_BYTES = 20;

    /// What came back.
    ///
    /// @param frames   of sound
    /// @param unproven whole segments that are there and were refused: 0 unless the file was altered
    public record Recovered(long frames, long unproven) {}

    private Repair() {}

    /// Appends every whole segment to `whole`. The caller goes on with it: a gap, then more sound or the seal.
    ///
    /// @throws SealException `ALREADY_WHOLE` if there is nothing to repair
    public static Recovered into(SealWriter whole, SeekableByteChannel cut, DataKey key) {
        refuseWhole(cut, key);
        try {
            var preamble = Preamble.read(cut);
            preamble.requireCommitted(key);
            long segments = (cut.size() - preamble.end()) / Segments.BYTES;
            long real = segments * Segments.BYTES;
            if (segments <= 0) {
                return new Recovered(0, 0);
            }
            var view = new CiphertextView(cut, preamble.end(), real, real + DUMMY_BYTES);
            return copy(Segments.cipher(key).newSeekableDecryptingChannel(view, preamble.digest()), segments, whole);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException fault) {
            throw SealReader.storage(fault);
        }
    }

    private static void refuseWhole(SeekableByteChannel cut, DataKey key) {
        try {
            var _ = SealReader.open(cut, key);
        } catch (SealException refused) {
            if (refused.refusal() == Refusal.END_NOT_PROVEN) {
                return;
            }
            throw refused;
        }
        throw new SealException(Refusal.ALREADY_WHOLE, "recording: whole (expected: cut)");
    }

    private static Recovered copy(SeekableByteChannel plain, long segments, SealWriter whole) {
        var segment = ByteBuffer.allocate(Segments.ROOM);
        long before = whole.frames();
        for (long i = 0; i < segments; i++) {
            segment.clear().limit(i == 0 ? Segments.FIRST_ROOM : Segments.ROOM);
            try {
                while (segment.hasRemaining() && plain.read(segment) >= 0) {
                    // A read may give less than was asked for.
                }
            } catch (UncheckedIOException fault) {
                throw SealReader.storage(fault);
            } catch (IOException _) { // Not what was sealed: what follows it would be out of step with the clock.
                return new Recovered(whole.frames() - before, segments - i);
            }
            whole.append(segment.flip());
        }
        return new Recovered(whole.frames() - before, 0);
    }
}
