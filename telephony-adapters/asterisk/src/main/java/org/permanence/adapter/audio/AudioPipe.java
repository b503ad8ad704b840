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

/// The named pipe into which Asterisk writes the audio of one call. The engine reads it as long as the call lasts,
/// with or without a listener: Asterisk does not end a call whose pipe is full.
///
/// It is opened for reading and writing, so that neither side waits for the other to open it. Therefore there is no
/// end of file; [#callEnded] marks the end of the call.
final class AudioPipe {

    /// Asterisk writes the rest of its buffer, up to a second of audio, after it has reported the end of the call.
    /// Measured: within 30 ms; longer on a busy machine.
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

    /// Opens a pipe that exists.
    static AudioPipe open(Path path, AudioListener listener) {
        try {
            return new AudioPipe(path, new RandomAccessFile(path.toFile(), "rw"), listener);
        } catch (IOException e) {
            throw new AudioPipeException("pipe: not opened (expected: a pipe that the engine made)", e);
        }
    }

    /// Removes the listener; the pipe is still read.
    void detachListener() {
        setListener(DiscardingListener.INSTANCE);
    }

    void setListener(AudioListener next) {
        AudioListener previous = listener;
        listener = next;
        previous.ended();
    }

    /// The call is over: the rest of the audio is delivered, then the pipe is deleted.
    void callEnded() {
        ending = true;
    }

    /// Reads the available audio; on the reader's thread.
    ///
    /// @param buffer the buffer to read into
    /// @return whether the pipe must be read again
    boolean poll(byte[] buffer) {
        try {
            boolean wasEnding = ending; // Before reading: silence up to now does not prove the end.
            boolean anyRead = readAvailable(buffer);
            quietPolls = anyRead || !wasEnding ? 0 : quietPolls + 1;
            if (quietPolls >= QUIET_POLLS) {
                close();
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.atError().setCause(e).log("audio-pipe.read-failed");
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

    /// A fault of the listener must not stop the reading: the pipe would fill up, and the call could not end.
    private void deliver(ByteBuffer audio) {
        try {
            listener.onAudio(audio);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("audio-listener.failed");
            listener = DiscardingListener.INSTANCE;
        }
    }

    private void close() {
        try (bothEnds;
                in) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("audio-pipe.delete-failed");
        }
        detachListener();
    }
}
