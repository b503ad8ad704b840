package org.permanence.boot;

import java.security.SecureRandom;
import org.permanence.adapter.asterisk.AudioTapMode;
import org.permanence.adapter.audio.AudioPipes;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.adapter.audiosocket.AudioSocketServerSettings;
import org.permanence.metrics.EngineMetrics;
import org.permanence.settings.InstallationSettings;

/// The way in which the engine receives the audio of calls, by the settings.
final class AudioTapFactory implements AutoCloseable {

    /// Two streams for each bridged call, and some that are ending.
    private static final int STREAMS_PER_CALL = 4;

    private final AudioTapMode mode;

    private AudioTapFactory(AudioTapMode mode) {
        this.mode = mode;
    }

    /// AudioSocket streams are accepted from [#open] on.
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
                .orElseGet(() -> new AudioTapMode.Pipes(
                        new AudioPipes(settings.identity().state().resolve("pipes")))));
    }

    AudioTapMode mode() {
        return mode;
    }

    void open() {
        switch (mode) {
            case AudioTapMode.Pipes _ -> {} // Pipes are read from their creation on.
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
