package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.UUID;

/// What Asterisk sends on an AudioSocket.
sealed interface AudioSocketMessage {

    /// The id of the stream: the first message, sent once.
    record Hello(UUID stream) implements AudioSocketMessage {}

    /// Audio of one side: 8,000 samples a second of 16 bits, signed, little-endian.
    record Sound(ByteBuffer samples) implements AudioSocketMessage {

        @Override
        public String toString() {
            return "[sound]";
        }
    }

    /// A key was pressed. It is not read here, because AMI reports it.
    record Key() implements AudioSocketMessage {}

    /// The stream has ended.
    record Over() implements AudioSocketMessage {}

    /// The stream has ended by a fault of Asterisk.
    record Fault() implements AudioSocketMessage {}
}
