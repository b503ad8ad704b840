package org.permanence.adapter.asterisk;

import org.permanence.adapter.audio.AudioPipes;
import org.permanence.adapter.audiosocket.AudioSocketServer;

/// By which way the house hears what is said in its calls.
public sealed interface AudioTapMode {

    /// Asterisk is on the same machine and copies calls into pipes.
    record Pipes(AudioPipes pipes) implements AudioTapMode {}

    /// Asterisk may be on another host, and connects to the engine.
    record Sockets(AudioSocketServer server) implements AudioTapMode {}
}
