package org.permanence.settings;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.yaml.Name;

/// An assistant who is put into the database if it does not know them.
///
/// @param practices practices the assistant may serve: those of the team, and those that overflow to it
/// @param preferred practices whose calls the assistant is offered before others
public record AssistantSettings(
        PersonalText name, Name phone, Name team, Set<Name> practices, Set<Name> preferred, Set<Language> languages) {

    public AssistantSettings {
        // Not Set.copyOf: names that differ only in a trailing number collide in it, which makes look-ups linear.
        practices = Collections.unmodifiableSet(new LinkedHashSet<>(practices));
        preferred = Collections.unmodifiableSet(new LinkedHashSet<>(preferred));
        languages = Set.copyOf(languages);
    }
}
