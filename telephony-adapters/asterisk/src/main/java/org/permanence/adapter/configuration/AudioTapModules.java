package org.permanence.adapter.configuration;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// By which way the engine hears what is said in calls, and the modules Asterisk needs for it. ChanSpy can overhear
/// any call, so it is there only where it is what hears.
public enum AudioTapModules {
    /// MixMonitor can run a command of the shell when it has copied a call; the engine's AGI cannot say one
    /// (`AgiCommand.MixMonitor`).
    MIX_MONITOR("app_mixmonitor"),
    AUDIO_SOCKET("res_audiosocket", "chan_audiosocket", "app_chanspy");

    private final String requireLines;

    AudioTapModules(String... modules) {
        this.requireLines = Stream.of(modules)
                .map(module -> "require = " + module + ".so\n")
                .collect(Collectors.joining());
    }

    /// What `modules.conf` includes.
    String requireLines() {
        return requireLines;
    }
}
