package org.permanence.adapter.configuration;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the engine taps calls, and the modules Asterisk needs for it. ChanSpy can listen to any call, so it is
/// loaded only if it does the tapping.
enum AudioTapModules {
    /// MixMonitor can run a shell command after a recording; the engine's AGI cannot express one
    /// (`AgiCommand.MixMonitor`).
    MIX_MONITOR("app_mixmonitor"),
    AUDIO_SOCKET("res_audiosocket", "chan_audiosocket", "app_chanspy");

    private final String requireLines;

    AudioTapModules(String... modules) {
        this.requireLines = Stream.of(modules)
                .map(module -> "require = " + module + ".so\n")
                .collect(Collectors.joining());
    }

    /// The content of the file that `modules.conf` includes.
    String requireLines() {
        return requireLines;
    }
}
