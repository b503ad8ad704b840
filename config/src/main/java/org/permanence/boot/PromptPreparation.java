package org.permanence.boot;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.permanence.settings.InstallationSettings;

/// Prepares the sounds of a house in its state directory, and says how far it is: the first time takes seconds.
public final class PromptPreparation {

    private PromptPreparation() {}

    public static Path directory(InstallationSettings settings) {
        return settings.identity().state().toAbsolutePath().resolve("sounds");
    }

    public static PromptLibrary prepare(InstallationSettings settings, PrintWriter out) {
        PromptLibrary prompts = PromptLibrary.prepare(settings, directory(settings), (done, total) -> {
            if (done % 20 == 0 || done.equals(total)) {
                out.println("prompts: " + done + " of " + total);
                out.flush();
            }
        });
        return prompts;
    }
}
