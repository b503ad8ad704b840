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
final class AudioPipe {

    /// Asterisk writes what it still holds, up to a second of sound, after it has told the end of the call. Tried:
    /// within 30 ms; a machine that is busy takes longer.
    private static final int QUIET_POLLS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(AudioPipe.class);

    private final Path path;
    private final RandomAccessFile bothEnds;
    private final FileInputStream in;
    private volatile AudioListener listener;
    private volatile boolean ending;
    private int quietPolls;

    private AudioPipe(Path path, RandomAccessFile bothEnds, AudioListener listener) throws IOException {
        this.path = path;
        this.bothEnds = bothEnds;
        this.in = new FileInputStream(bothEnds.getFD());
        this.listener = listener;
    }

    /// Opens a pipe that is there.
    static AudioPipe open(Path path, AudioListener listener) {
        try {
            return new AudioPipe(path, new RandomAccessFile(path.toFile(), "rw"), listener);
        } catch (IOException e) {
            throw new AudioPipeException("pipe: not opened (expected: a pipe of the house's own)", e);
        }
    }

    /// Nobody hears it any more; it is read on.
    void detachListener() {
        setListener(DiscardingListener.INSTANCE);
    }

    void setListener(AudioListener next) {
        AudioListener previous = listener;
        listener = next;
        previous.ended();
    }

    /// The call is over: what Asterisk still held is heard, and then the pipe goes.
    void callEnded() {
        ending = true;
    }

    /// Reads what is there; on the reader's thread.
    ///
    /// @param sound room for what is read
    /// @return whether the pipe is to be looked at again
    boolean poll(byte[] buffer) {
        try {
            boolean wasEnding = ending; // Before the reading: what was quiet until then says nothing of the end.
            boolean anyRead = readAvailable(buffer);
            quietPolls = anyRead || !wasEnding ? 0 : quietPolls + 1;
            if (quietPolls >= QUIET_POLLS) {
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

    private boolean readAvailable(byte[] buffer) throws IOException {
        boolean anyRead = false;
        int available = in.available();
        while (available > 0) {
            int read = in.read(buffer, 0, Math.min(available, buffer.length));
            deliver(ByteBuffer.wrap(buffer, 0, read));
            anyRead = true;
            available = in.available();
        }
        return anyRead;
    }

    /// A fault of the ear must not leave the pipe full, and with it the caller in a call that does not end.
    private void deliver(ByteBuffer audio) {
        try {
            listener.onAudio(audio);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("ear.fault");
            listener = DiscardingListener.INSTANCE;
        }
    }

    private void close() {
        try (bothEnds;
                in) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("pipe.not-removed");
        }
        detachListener();
    }
}
