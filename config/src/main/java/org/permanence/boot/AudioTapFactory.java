package org.permanence.boot;

import java.security.SecureRandom;
import org.permanence.adapter.asterisk.AudioTapMode;
import org.permanence.adapter.audio.AudioPipes;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.adapter.audiosocket.AudioSocketServerSettings;
import org.permanence.metrics.EngineMetrics;
import org.permanence.settings.InstallationSettings;

/// Creates what the engine needs to receive the audio of calls, as the settings say.
final class AudioTapFactory implements AutoCloseable {

    /// Two streams for each bridged call, and some that are ending.
    private static final int STREAMS_PER_CALL = 4;

    private final AudioTapMode mode;

    private AudioTapFactory(AudioTapMode mode) {
        this.mode = mode;
    }

    /// Creates the factory. AudioSocket streams are accepted after [#open].
    static AudioTapFactory create(InstallationSettings settings, EngineMetrics metrics) {
        return new AudioTapFactory(settings.asterisk()
                .audioSocket()
                .<AudioTapMode>map(remote -> new AudioTapMode.Sockets(new AudioSocketServer(
                        AudioSocketServerSettings.withDefaults(
                                remote.address().host().name(),
                                remote.address().port(),
                                remote.protectedByTunnel(),
                                STREAMS_PER_CALL * settings.agi().maxCalls()),
                        MetricsBridge.streams(metrics),
                        System::nanoTime,
                        new SecureRandom())))
                .orElseGet(() -> new AudioTapMode.Pipes(new AudioPipes(
                        settings.identity().state().resolve("pipes"),
                        settings.asterisk().group()))));
    }

    AudioTapMode mode() {
        return mode;
    }

    void open() {
        switch (mode) {
            case AudioTapMode.Pipes _ -> {} // Pipes are read as soon as they exist.
            case AudioTapMode.Sockets(var server) -> server.start();
        }
    }

    @Override
    public void close() {
        switch (mode) {
            case AudioTapMode.Pipes(var pipes) -> pipes.close();
            case AudioTapMode.Sockets(var server) -> server.close();
        }
    }
}
