package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.UUID;

/// What Asterisk says on an AudioSocket.
sealed interface AudioSocketMessage {

    /// Which stream this is: the first word, and said once.
    record Hello(UUID stream) implements AudioSocketMessage {}

    /// Some sound of one side: 8,000 samples a second of 16 bits, signed, little-endian.
    record Sound(ByteBuffer samples) implements AudioSocketMessage {

        @Override
        public String toString() {
            return "[sound]";
        }
    }

    /// A key was pressed. Which one is not read: AMI tells it.
    record Key() implements AudioSocketMessage {}

    /// The stream is over.
    record Over() implements AudioSocketMessage {}

    /// The stream is over, by a fault of Asterisk's.
    record Fault() implements AudioSocketMessage {}
}
