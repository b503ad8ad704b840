package org.permanence.adapter.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A WAV file on disk. It counts as complete only if it is as long as its header says: after a power failure a file
/// may have its name but not its content.
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
