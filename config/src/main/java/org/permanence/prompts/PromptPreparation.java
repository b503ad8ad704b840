package org.permanence.prompts;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.permanence.settings.InstallationSettings;

/// Prepares an installation's prompts in its state directory and shows the progress: the first time takes a few
/// seconds.
public final class PromptPreparation {

    private PromptPreparation() {}

    public static Path directory(InstallationSettings settings) {
        return settings.identity().state().toAbsolutePath().resolve("sounds");
    }

    public static PromptLibrary prepare(InstallationSettings settings, PrintWriter out) {
        return PromptLibrary.prepare(settings, directory(settings), (done, total) -> {
            if (done % 20 == 0 || done.equals(total)) {
                out.println("prompts: " + done + " of " + total);
                out.flush();
            }
        });
    }
}
