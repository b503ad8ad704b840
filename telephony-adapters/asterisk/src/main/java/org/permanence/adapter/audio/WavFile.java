package org.permanence.adapter.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A sound on disk. It appears whole under its name, and is believed only if it is as long as its header says: a
/// machine that loses its power may keep a name and lose what was written under it.
final class WavFile {

    private static final int RIFF_HEADER = 8;

    private WavFile() {}

    static boolean isComplete(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var channel = Files.newByteChannel(file)) {
            ByteBuffer header = ByteBuffer.allocate(RIFF_HEADER).order(ByteOrder.LITTLE_ENDIAN);
            return channel.read(header) == RIFF_HEADER && header.getInt(4) == channel.size() - RIFF_HEADER;
        }
    }
}
