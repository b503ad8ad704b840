package org.permanence.adapter.audio;

import java.nio.file.Path;
import java.util.Optional;
import org.permanence.call.Prompt;

/// The text of a prompt.
///
/// @param voice the language, as the speech command names it: `fr`, `en`
/// @param recording the practice's own WAV, which is used instead of the text
public record PromptText(Prompt prompt, String voice, String text, Optional<Path> recording) {

    public PromptText {
        if (!voice.matches("[a-z]{2,3}(-[a-z0-9]{2,8})?")) {
            throw new IllegalArgumentException("voice: " + voice + " (expected: a language, such as fr)");
        }
        if (text.isBlank() && recording.isEmpty()) {
            throw new IllegalArgumentException("prompt " + prompt.name() + ": empty (expected: a text or a recording)");
        }
    }
}
