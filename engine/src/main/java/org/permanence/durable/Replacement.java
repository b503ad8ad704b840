package org.permanence.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The next content of a file, on the disk under a temporary name. Closing deletes it unless it was committed.
public final class Replacement implements AutoCloseable {

    private final DurableFile file;
    private final Path temporary;
    private boolean committed;

    Replacement(DurableFile file, Path temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /// Puts the content in the file's place and returns once that survives a power cut.
    public void commit() throws IOException {
        file.rename(temporary);
        committed = true;
        file.forceDirectory();
    }

    /// Whether readers see the new content, even if [#commit()] failed after that.
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
