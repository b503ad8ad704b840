package org.permanence.practice;

/// A language in which callers hear prompts.
public enum Language {
    FR,
    EN
}
