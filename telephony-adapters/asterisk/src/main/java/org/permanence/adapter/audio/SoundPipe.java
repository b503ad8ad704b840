package org.permanence.adapter.audio;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.permanence.call.AudioListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pipe in which Asterisk says what it hears of one call. It is read as long as the call lives, whether
/// somebody wants to hear it or not: Asterisk does not end a call while its pipe is full.
///
/// Opened for reading and writing, so that neither side waits for the other to open it. So there is no end of file
/// either; the end is the call's, told by [#callEnded].
final class SoundPipe {

    /// Asterisk writes what it still holds, up to a second of sound, after it has told the end of the call. Tried:
    /// within 30 ms; a machine that is busy takes longer.
    private static final int QUIET_LOOKS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(SoundPipe.class);

    private final Path path;
    private final RandomAccessFile bothEnds;
    private final FileInputStream in;
    private volatile AudioListener listener;
    private volatile boolean ending;
    private int quiet;

    private SoundPipe(Path path, RandomAccessFile bothEnds, AudioListener listener) throws IOException {
        this.path = path;
        this.bothEnds = bothEnds;
        this.in = new FileInputStream(bothEnds.getFD());
        this.listener = listener;
    }

    /// Opens a pipe that is there.
    static SoundPipe open(Path path, AudioListener listener) {
        try {
            return new SoundPipe(path, new RandomAccessFile(path.toFile(), "rw"), listener);
        } catch (IOException e) {
            throw new SoundPipeException("pipe: not opened (expected: a pipe of the house's own)", e);
        }
    }

    /// Nobody hears it any more; it is read on.
    void deafen() {
        heardBy(Deaf.EAR);
    }

    void heardBy(AudioListener next) {
        AudioListener before = listener;
        listener = next;
        before.ended();
    }

    /// The call is over: what Asterisk still held is heard, and then the pipe goes.
    void callEnded() {
        ending = true;
    }

    /// Reads what is there; on the reader's thread.
    ///
    /// @param sound room for what is read
    /// @return whether the pipe is to be looked at again
    boolean look(byte[] sound) {
        try {
            boolean over = ending; // Before the reading: what was quiet until then says nothing of the end.
            boolean some = hear(sound);
            quiet = some || !over ? 0 : quiet + 1;
            if (quiet >= QUIET_LOOKS) {
                close();
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.atError().setCause(e).log("pipe.unreadable");
            close();
            return false;
        }
    }

    private boolean hear(byte[] sound) throws IOException {
        boolean some = false;
        int there = in.available();
        while (there > 0) {
            int read = in.read(sound, 0, Math.min(there, sound.length));
            tell(ByteBuffer.wrap(sound, 0, read));
            some = true;
            there = in.available();
        }
        return some;
    }

    /// A fault of the ear must not leave the pipe full, and with it the caller in a call that does not end.
    private void tell(ByteBuffer sound) {
        try {
            listener.onAudio(sound);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("ear.fault");
            listener = Deaf.EAR;
        }
    }

    private void close() {
        try (bothEnds;
                in) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("pipe.not-removed");
        }
        deafen();
    }
}
