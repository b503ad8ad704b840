package org.permanence.lab;

import java.util.Locale;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.people.Region;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.text.EnumWords;

/// A person of an installation of the lab, with one role.
///
/// @param login of the account
/// @param region where they work
public record LabPerson(String login, RoleAt roleAt, Region region) {

    /// The person of the first account.
    public static final LabPerson OPERATIONS = ofInstallation("claire", Role.OPERATIONS);

    public static final LabPerson OFFICER = ofInstallation("officer", Role.DATA_PROTECTION_OFFICER);

    public static final LabPerson AUDITOR = ofInstallation("auditor", Role.AUDITOR);

    /// The supervisor of the team of all assistants.
    public static final LabPerson SUPERVISOR = ofTeam("sara", Role.SUPERVISOR);

    /// The manager of the practice that every installation of the lab has.
    public static final LabPerson MANAGER = manager("les-lilas");

    public static LabPerson manager(String practice) {
        return ofPractice("manager-" + practice, Role.PRACTICE_MANAGER, practice);
    }

    public static LabPerson doctor(String practice) {
        return ofPractice("doctor-" + practice, Role.DOCTOR, practice);
    }

    /// The data protection officer of a practice.
    public static LabPerson officer(String practice) {
        return ofPractice("officer-" + practice, Role.DATA_PROTECTION_OFFICER, practice);
    }

    /// A doctor of a practice who works in a country outside the EEA.
    public static LabPerson doctorAbroad(String practice, String country) {
        var role = new RoleAt(Role.DOCTOR, new Place.OfPractice(new PracticeId(practice)));
        return new LabPerson("doctor-in-" + country.toLowerCase(Locale.ROOT), role, new Region(country));
    }

    public static LabPerson assistant(String login) {
        return ofTeam(login, Role.ASSISTANT);
    }

    Role role() {
        return roleAt.role();
    }

    Place place() {
        return roleAt.place();
    }

    String roleWord() {
        return EnumWords.of(role());
    }

    private static LabPerson ofInstallation(String login, Role role) {
        return new LabPerson(login, new RoleAt(role, new Place.Installation()), Region.EEA);
    }

    private static LabPerson ofTeam(String login, Role role) {
        return new LabPerson(login, new RoleAt(role, new Place.OfTeam(new TeamId("centre"))), Region.EEA);
    }

    private static LabPerson ofPractice(String login, Role role, String practice) {
        return new LabPerson(login, new RoleAt(role, new Place.OfPractice(new PracticeId(practice))), Region.EEA);
    }
}
