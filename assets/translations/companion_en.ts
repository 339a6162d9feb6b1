<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Finder</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gauges</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message numerus="yes">
        <source>{about}: %Ln call(s)</source>
        <translation>
            <numerusform>{about}: %Ln call</numerusform>
            <numerusform>{about}: %Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) by lot, seed {seed}</source>
        <translation>
            <numerusform>%Ln call by lot, seed {seed}</numerusform>
            <numerusform>%Ln calls by lot, seed {seed}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoadPanel</name>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n heavy</source>
        <translation>
            <numerusform>%n heavy</numerusform>
            <numerusform>%n heavy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScorecardPanel</name>
    <message numerus="yes">
        <source>%n open</source>
        <comment>questions</comment>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n call(s) cut off when the program stopped. All is saved below.</source>
        <translation>
            <numerusform>A call was cut off when the program stopped. All is saved below.</numerusform>
            <numerusform>%n calls were cut off when the program stopped. All is saved below.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) belong to no saved call. Preferences, Recording, shows them.</source>
        <translation>
            <numerusform>%n recording belongs to no saved call. Preferences, Recording, shows it.</numerusform>
            <numerusform>%n recordings belong to no saved call. Preferences, Recording, shows them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StrayRows</name>
    <message numerus="yes">
        <source>%n recording(s) belong to no saved call ({size}).</source>
        <translation>
            <numerusform>%n recording belongs to no saved call ({size}).</numerusform>
            <numerusform>%n recordings belong to no saved call ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n recording(s) for good?</source>
        <translation>
            <numerusform>Delete %n recording for good?</numerusform>
            <numerusform>Delete %n recordings for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
</context>
</TS>
