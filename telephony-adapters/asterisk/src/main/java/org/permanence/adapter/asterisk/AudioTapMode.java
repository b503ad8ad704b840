package org.permanence.adapter.asterisk;

import org.permanence.adapter.audio.AudioPipes;
import org.permanence.adapter.audiosocket.AudioSocketServer;

/// How the engine taps calls.
public sealed interface AudioTapMode {

    /// Asterisk runs on the same machine and copies calls into pipes.
    record Pipes(AudioPipes pipes) implements AudioTapMode {}

    /// Asterisk may run on another host and connects to the engine.
    record Sockets(AudioSocketServer server) implements AudioTapMode {}
}
