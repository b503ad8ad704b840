package org.permanence.access;

import org.permanence.text.EnumWords;

/// How far a cell of the table of rights reaches.
enum Reach {
    /// Data of the person who asks, at the place of their role if the subject names one.
    OWN,
    /// Data of the team in which they hold the role.
    TEAM,
    /// Data of a practice at which they hold the role.
    PRACTICE,
    /// Data of the installation, or of the practice at which they hold the role.
    INSTALLATION;

    /// Whether the role of `rights` at `place` reaches the subject.
    boolean includes(Rights rights, Place place, Subject subject) {
        return switch (this) {
            case OWN ->
                subject.person().isPresent()
                        && subject.person().get().value().equals(rights.login())
                        && (isOfNoPlace(subject) || place.covers(subject));
            case TEAM -> subject.team().isPresent() && place.covers(subject);
            case PRACTICE -> subject.practice().isPresent() && place.covers(subject);
            case INSTALLATION -> place.covers(subject);
        };
    }

    private static boolean isOfNoPlace(Subject subject) {
        return subject.practice().isEmpty() && subject.team().isEmpty();
    }

    String text() {
        return EnumWords.of(this);
    }
}
