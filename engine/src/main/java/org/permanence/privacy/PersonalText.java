package org.permanence.privacy;

/// Text about a person, such as a name. Never prints itself. [#text] gives it; an architecture rule lists the
/// permitted callers.
public final class PersonalText {

    private final String text;

    public PersonalText(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonalText that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[text]";
    }
}
