package org.permanence.adapter.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.FileGroup;

/// The pipes into which Asterisk writes the audio of calls, one for each call, and the one thread that reads them
/// all. The audio exists only in memory; the directory holds only the names of the pipes.
public final class AudioPipes implements AutoCloseable {

    /// Asterisk fills a pipe in two seconds.
    private static final int POLL_MILLIS = 50;

    private static final String SUFFIX = ".raw";
    private static final int PIPE_BYTES = 64 * 1024;

    private final Path folder;
    private final FileGroup writers;
    private final Map<CallId, AudioPipe> pipes = new ConcurrentHashMap<>();
    private final byte[] buffer = new byte[PIPE_BYTES];
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audio-listener").daemon().factory());

    /// Starts reading, beginning with the pipes of a crashed engine, which have no listener yet. Their calls may
    /// still be in progress, and Asterisk does not end a call whose pipe is full.
    ///
    /// @param folder created if it is missing
    /// @param writers the group of Asterisk's user, if that is another user
    /// @throws AudioPipeException if the directory cannot be created
    public AudioPipes(Path folder, FileGroup writers) {
        this.folder = folder;
        this.writers = writers;
        try {
            DurableDirectory.create(folder);
            writers.mayEnter(folder);
            try (Stream<Path> leftovers = Files.list(folder)) {
                leftovers
                        .filter(path -> path.toString().endsWith(SUFFIX))
                        .forEach(path -> pipes.put(call(path), AudioPipe.open(path, DiscardingListener.INSTANCE)));
            }
        } catch (IOException e) {
            throw new AudioPipeException("pipes: directory not created (expected: " + folder + ")", e);
        }
        var _ = reader.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The calls that have a pipe.
    public List<CallId> calls() {
        return List.copyOf(pipes.keySet());
    }

    /// Makes the pipe of a call.
    ///
    /// @return its path, for Asterisk; empty if the call already has a pipe, which Asterisk writes to
    public Optional<Path> open(CallId call, AudioListener listener) {
        if (pipes.containsKey(call)) {
            setListener(call, listener);
            return Optional.empty();
        }
        Path path = path(call);
        make(path);
        pipes.put(call, AudioPipe.open(path, listener));
        return Optional.of(path);
    }

    private void make(Path path) {
        NamedPipe.make(path);
        try {
            writers.mayWriteTo(path);
        } catch (IOException e) {
            throw new AudioPipeException("pipe: not opened to Asterisk's group (expected: a group of this user)", e);
        }
    }

    /// The pipe of a call for a further writer in Asterisk; made if the call has none.
    public Path pipeFor(CallId call, AudioListener listener) {
        return open(call, listener).orElseGet(() -> path(call));
    }

    private Path path(CallId call) {
        return folder.resolve(call.value() + SUFFIX);
    }

    /// Replaces the listener of a call.
    public void setListener(CallId call, AudioListener listener) {
        AudioPipe pipe = pipes.get(call);
        if (pipe != null) {
            pipe.setListener(listener);
        }
    }

    /// Removes the listener of a call.
    public void detachListener(CallId call) {
        AudioPipe pipe = pipes.get(call);
        if (pipe != null) {
            pipe.detachListener();
        }
    }

    /// The call is over, or Asterisk has stopped writing: the rest of the audio is delivered, then the pipe is
    /// deleted.
    public void callEnded(CallId call) {
        AudioPipe pipe = pipes.get(call);
        if (pipe != null) {
            pipe.callEnded();
        }
    }

    private void poll() {
        pipes.values().removeIf(pipe -> !pipe.poll(buffer));
    }

    private static CallId call(Path path) {
        String name = path.getFileName().toString();
        return new CallId(name.substring(0, name.length() - SUFFIX.length()));
    }

    /// Stops reading. The pipes stay: their calls continue, and the next engine reads them.
    @Override
    public void close() {
        reader.close();
        pipes.values().forEach(AudioPipe::detachListener);
    }
}
