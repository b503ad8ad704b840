package org.permanence.people;

import static java.time.temporal.ChronoUnit.MICROS;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.practice.Language;
import org.permanence.seal.SealedName;

/// A person with an account. One account is one person.
///
/// @param login never given to another person, even years after this one has left
/// @param name  encrypted, see [org.permanence.seal.PersonNames]; empty if none was given
/// @param language the language in which the person is addressed
/// @param since when the account entered the state
@RecordBuilder
public record Person(
        PersonId id,
        Login login,
        Optional<SealedName> name,
        Language language,
        PersonState state,
        Instant since,
        Region region,
        PersonKind kind)
        implements PersonBuilder.With {

    /// Truncates the time to microseconds, the precision of the store.
    public Person {
        since = since.truncatedTo(MICROS);
    }

    /// The person after `event`; empty if [PersonTransitions] has no such row.
    public Optional<Person> on(PersonEvent event, Instant now) {
        return PersonTransitions.after(state, event).map(next -> withState(next).withSince(now));
    }
}
