package org.permanence.oncall;

/// Whose rota it is: a practice's, or that of a group that is on call for several.
///
/// @param group whether `name` is a group's; a practice may have the same name
public record RotaName(boolean group, String name) {

    public static RotaName ofPractice(String name) {
        return new RotaName(false, name);
    }

    public static RotaName ofGroup(String name) {
        return new RotaName(true, name);
    }

    @Override
    public String toString() {
        return (group ? "group " : "practice ") + name;
    }
}
