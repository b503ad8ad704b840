package org.permanence.settings;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.yaml.Name;

/// An assistant.
///
/// @param practices practices the assistant may serve: those of the team, and those that overflow to it
public record AssistantSettings(
        PersonalText name, Name phone, Name team, Set<Name> practices, Set<Language> languages) {

    public AssistantSettings {
        // Not Set.copyOf: names that differ only in a trailing number collide in it, which makes look-ups linear.
        practices = Collections.unmodifiableSet(new LinkedHashSet<>(practices));
        languages = Set.copyOf(languages);
    }
}
