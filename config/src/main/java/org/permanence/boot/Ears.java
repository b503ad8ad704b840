package org.permanence.boot;

import java.security.SecureRandom;
import org.permanence.adapter.asterisk.HearingWay;
import org.permanence.adapter.audio.SoundPipes;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.adapter.audiosocket.AudioSocketSettings;
import org.permanence.metrics.EngineMetrics;
import org.permanence.settings.HouseSettings;

/// The way by which the house hears its calls, as the settings say.
final class Ears implements AutoCloseable {

    /// Two streams a call that is joined, and some that are ending.
    private static final int STREAMS_A_CALL = 4;

    private final HearingWay way;

    private Ears(HearingWay way) {
        this.way = way;
    }

    /// Nothing is heard from afar before [#open].
    static Ears of(HouseSettings settings, EngineMetrics metrics) {
        return new Ears(settings.asterisk()
                .audioSocket()
                .<HearingWay>map(far -> new HearingWay.Sockets(new AudioSocketServer(
                        AudioSocketSettings.at(
                                far.address().host().name(),
                                far.address().port(),
                                far.tunnelled(),
                                STREAMS_A_CALL * settings.agi().maxCalls()),
                        Watches.streams(metrics),
                        System::nanoTime,
                        new SecureRandom())))
                .orElseGet(() -> new HearingWay.Pipes(
                        new SoundPipes(settings.house().state().resolve("pipes")))));
    }

    HearingWay way() {
        return way;
    }

    void open() {
        switch (way) {
            case HearingWay.Pipes _ -> {} // They are read from their making on.
            case HearingWay.Sockets(var server) -> server.start();
        }
    }

    @Override
    public void close() {
        switch (way) {
            case HearingWay.Pipes(var pipes) -> pipes.close();
            case HearingWay.Sockets(var server) -> server.close();
        }
    }
}
