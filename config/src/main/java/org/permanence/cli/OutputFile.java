package org.permanence.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.permanence.durable.DurableFile;

/// A new file that a command writes. The content goes to a `.part` file first, so that an interrupted command
/// leaves no file that looks complete.
record OutputFile(Path path) {

    interface ContentWriter {
        void writeTo(Path partFile) throws IOException;
    }

    void write(ContentWriter content) throws IOException {
        Path partFile = path.resolveSibling(path.getFileName() + ".part");
        content.writeTo(partFile);
        DurableFile.at(path).moveFrom(partFile);
    }
}
