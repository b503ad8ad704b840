package org.permanence.boot;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.permanence.settings.InstallationSettings;

/// Prepares the sounds of a house in its state directory, and says how far it is: the first time takes seconds.
final class SoundsInProgress {

    private SoundsInProgress() {}

    static Path folder(InstallationSettings settings) {
        return settings.identity().state().toAbsolutePath().resolve("sounds");
    }

    static HouseSounds prepare(InstallationSettings settings, PrintWriter out) {
        HouseSounds sounds = HouseSounds.prepare(settings, folder(settings), (done, all) -> {
            if (done % 20 == 0 || done.equals(all)) {
                out.println("prompts: " + done + " of " + all);
                out.flush();
            }
        });
        return sounds;
    }
}
