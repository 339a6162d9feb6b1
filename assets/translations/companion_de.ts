<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Switch off…</source>
        <translation>Ausschalten…</translation>
    </message>
    <message>
        <source>Put the key back…</source>
        <translation>Schlüssel zurückholen…</translation>
    </message>
    <message>
        <source>A switch was broken off: some files can be read, some cannot.</source>
        <translation>Eine Umstellung wurde abgebrochen: Manche Dateien sind lesbar, manche nicht.</translation>
    </message>
    <message>
        <source>What is kept of calls is encrypted.</source>
        <translation>Was von Gesprächen aufbewahrt wird, ist verschlüsselt.</translation>
    </message>
    <message>
        <source>What is kept of calls is not encrypted.</source>
        <translation>Was von Gesprächen aufbewahrt wird, ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Encrypt…</source>
        <translation>Verschlüsseln…</translation>
    </message>
    <message>
        <source>Key {key}. Files: {encrypted} encrypted, {readable} readable.</source>
        <translation>Schlüssel {key}. Dateien: {encrypted} verschlüsselt, {readable} lesbar.</translation>
    </message>
    <message>
        <source>Encryption is for the words, notes, reviews and sound that lie on this computer. It helps against whoever gets the disk, or a copy of it, and not the key.</source>
        <translation>Verschlüsselt werden Wörter, Notizen, Bewertungen und Ton, die auf diesem Computer liegen. Das hilft gegen den, der die Festplatte oder eine Kopie davon bekommt und den Schlüssel nicht.</translation>
    </message>
    <message>
        <source>It does not help against programs that run as you, against somebody at the unlocked computer, nor for what you export. Older copies of the database are deleted when it is switched.</source>
        <translation>Es hilft nicht gegen Programme, die unter Ihrem Namen laufen, gegen jemanden am entsperrten Computer und bei dem, was Sie exportieren. Ältere Kopien der Datenbank werden beim Umstellen gelöscht.</translation>
    </message>
    <message>
        <source>The key lies in the system&apos;s key ring. A recovery phrase on paper brings it back. Without both, nobody can open the calls.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund des Systems. Ein Wiederherstellungssatz auf Papier bringt ihn zurück. Ohne beides kann niemand die Gespräche öffnen.</translation>
    </message>
</context>
<context>
    <name>AgentView</name>
    <message>
        <source>The agent called “{name}” wrong after {seconds} s.</source>
        <translation>Der Agent nannte „{name}“ nach {seconds} s falsch.</translation>
    </message>
    <message>
        <source>The agent put “{name}” to sleep after {seconds} s.</source>
        <translation>Der Agent stellte „{name}“ nach {seconds} s zurück.</translation>
    </message>
    <message>
        <source>The agent dismissed “{name}” after {seconds} s.</source>
        <translation>Der Agent hat „{name}“ nach {seconds} s weggelegt.</translation>
    </message>
</context>
<context>
    <name>AlertsPanel</name>
    <message>
        <source>Alerts</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Enter plays the words that raised it</source>
        <translation>Eingabe spielt die Worte, die sie ausgelöst haben</translation>
    </message>
    <message>
        <source>No alert was raised in this call.</source>
        <translation>In diesem Gespräch gab es keine Warnung.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Missed…</source>
        <translation>Fehlt…</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ richtig</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ falsch</translation>
    </message>
    <message>
        <source>{time}  Missed: {name}</source>
        <translation>{time}  Fehlte: {name}</translation>
    </message>
</context>
<context>
    <name>AngerGauge</name>
    <message>
        <source>Anger now</source>
        <translation>Ärger jetzt</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>Hinweis schließen</translation>
    </message>
    <message>
        <source>From here on there are no words: {why}. The call goes on.</source>
        <translation>Ab hier gibt es keinen Text: {why}. Das Gespräch geht weiter.</translation>
    </message>
</context>
<context>
    <name>CalibrationModel</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>All questions</source>
        <translation>Alle Fragen</translation>
    </message>
    <message>
        <source>Kappa is not defined: {why}</source>
        <translation>Kappa ist nicht bestimmt: {why}</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>zu wenige</translation>
    </message>
    <message>
        <source>{count} asked of one only</source>
        <translation>{count} nur einmal gestellt</translation>
    </message>
</context>
<context>
    <name>CalibrationPage</name>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Evaluations (*.json);;All files (*)</source>
        <translation>Bewertungen (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>A second reviewer&apos;s evaluations</source>
        <translation>Bewertungen einer zweiten Person</translation>
    </message>
    <message>
        <source>Where shall the files lie?</source>
        <translation>Wohin mit den Dateien?</translation>
    </message>
    <message>
        <source>Choose a question to see where the answers differ.</source>
        <translation>Wählen Sie eine Frage, um zu sehen, wo die Antworten abweichen.</translation>
    </message>
    <message>
        <source>Where the answers differ; Enter opens the call.</source>
        <translation>Wo die Antworten abweichen; Eingabe öffnet das Gespräch.</translation>
    </message>
    <message>
        <source>All answers to this question are equal.</source>
        <translation>Alle Antworten auf diese Frage sind gleich.</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>nicht gestellt</translation>
    </message>
    <message>
        <source>{call}: you {mine}, the other {theirs}</source>
        <translation>{call}: Sie {mine}, die andere Person {theirs}</translation>
    </message>
    <message>
        <source>Calls evaluated by both: {count}.</source>
        <translation>Von beiden bewertete Gespräche: {count}.</translation>
    </message>
    <message>
        <source>Scores differ by {mean} on average, by {most} at most.</source>
        <translation>Die Punkte weichen im Mittel um {mean} ab, höchstens um {most}.</translation>
    </message>
    <message>
        <source>Hidden until you have evaluated their calls: {count}.</source>
        <translation>Verborgen, bis Sie diese Gespräche bewertet haben: {count}.</translation>
    </message>
    <message>
        <source>Evaluations written to {folder}: {count}.</source>
        <translation>Bewertungen nach {folder} geschrieben: {count}.</translation>
    </message>
    <message>
        <source>You have not handed in any evaluation yet.</source>
        <translation>Sie haben noch keine Bewertung abgegeben.</translation>
    </message>
    <message>
        <source>Two reviewers evaluate the same calls apart, exchange their files, and see here, question by question, how often they agree, and how much of it is more than chance (kappa: 1 all, 0 none). Files hold answers, no talk.</source>
        <translation>Zwei Personen bewerten dieselben Gespräche getrennt, tauschen ihre Dateien und sehen hier Frage für Frage, wie oft sie übereinstimmen und wie viel davon mehr als Zufall ist (Kappa: 1 alles, 0 nichts). Die Dateien enthalten Antworten, keine Gespräche.</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Agreement by question</source>
        <translation>Übereinstimmung nach Frage</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>Calls whose answers differ</source>
        <translation>Gespräche mit abweichenden Antworten</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>With my name</source>
        <translation>Mit meinem Namen</translation>
    </message>
    <message>
        <source>With my comments</source>
        <translation>Mit meinen Kommentaren</translation>
    </message>
    <message>
        <source>Write my evaluations…</source>
        <translation>Meine schreiben…</translation>
    </message>
    <message>
        <source>Read the other&apos;s…</source>
        <translation>Die anderen lesen…</translation>
    </message>
</context>
<context>
    <name>CallDelegate</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
</context>
<context>
    <name>CallHeader</name>
    <message>
        <source>Agreed</source>
        <translation>Zugestimmt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>End call</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>{seconds} s behind</source>
        <translation>{seconds} s zurück</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>CallLayout</name>
    <message>
        <source>Please wait</source>
        <translation>Bitte warten</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>Anger over time</source>
        <translation>Ärger im Verlauf</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Getting ready to listen…</source>
        <translation>Gleich wird zugehört…</translation>
    </message>
    <message>
        <source>Listening. Words appear here as they are said.</source>
        <translation>Es wird zugehört. Was gesagt wird, erscheint hier.</translation>
    </message>
    <message>
        <source>Nothing has been said yet. Press play.</source>
        <translation>Noch wurde nichts gesagt. Starten Sie die Wiedergabe.</translation>
    </message>
    <message>
        <source>Nothing was said.</source>
        <translation>Es wurde nichts gesagt.</translation>
    </message>
</context>
<context>
    <name>CallsModel</name>
    <message>
        <source>Follow-up {day}</source>
        <translation>Wiedervorlage {day}</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Running now</source>
        <translation>Läuft gerade</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>Dismiss</source>
        <translation>Weglegen</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 Min.</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>Andere Worte</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Not heard: {signs}</source>
        <translation>Nicht gehört: {signs}</translation>
    </message>
    <message>
        <source>Every step is done</source>
        <translation>Alle Schritte sind getan</translation>
    </message>
    <message>
        <source>Close kindly, and let them say goodbye.</source>
        <translation>Schließen Sie freundlich und lassen Sie sich verabschieden.</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation>Als Nächstes: {step}</translation>
    </message>
    <message>
        <source>nothing alarming</source>
        <translation>nichts Beunruhigendes</translation>
    </message>
    <message>
        <source>{time} long. Noted: {heard}.</source>
        <translation>Dauer {time}. Notiert: {heard}.</translation>
    </message>
    <message>
        <source>Follow-up: {day}.</source>
        <translation>Wiedervorlage: {day}.</translation>
    </message>
    <message>
        <source>No follow-up was agreed.</source>
        <translation>Es wurde keine Wiedervorlage vereinbart.</translation>
    </message>
    <message>
        <source>The note, the steps and the date can still be changed.</source>
        <translation>Notiz, Schritte und Datum lassen sich noch ändern.</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>Calls (*.callbundle);;All files (*)</source>
        <translation>Gespräche (*.callbundle);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Take in calls</source>
        <translation>Gespräche übernehmen</translation>
    </message>
    <message>
        <source>Calls (*.callbundle)</source>
        <translation>Gespräche (*.callbundle)</translation>
    </message>
    <message>
        <source>Write the call as a file</source>
        <translation>Das Gespräch als Datei schreiben</translation>
    </message>
    <message>
        <source>New: {new}. With additions: {grown}. Here already: {same}.</source>
        <translation>Neu: {new}. Mit Ergänzungen: {grown}. Schon vorhanden: {same}.</translation>
    </message>
    <message>
        <source>Refused: {count}.</source>
        <translation>Abgelehnt: {count}.</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
</context>
<context>
    <name>ChangesList</name>
    <message>
        <source>Enter opens the call at this sentence</source>
        <translation>Eingabe öffnet das Gespräch bei diesem Satz</translation>
    </message>
</context>
<context>
    <name>ChangesModel</name>
    <message>
        <source>another alert of its kind stands there already</source>
        <translation>dort steht schon eine Warnung dieser Art</translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Type these groups from the paper</source>
        <translation>Tippen Sie diese Gruppen vom Papier ab</translation>
    </message>
    <message>
        <source>Nothing is encrypted before they are right.</source>
        <translation>Bevor sie stimmen, wird nichts verschlüsselt.</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Show the phrase again</source>
        <translation>Satz noch einmal zeigen</translation>
    </message>
    <message>
        <source>Group {number}</source>
        <translation>Gruppe {number}</translation>
    </message>
    <message>
        <source>Group {number} is another one. Look at the paper again.</source>
        <translation>Gruppe {number} lautet anders. Sehen Sie noch einmal auf das Papier.</translation>
    </message>
</context>
<context>
    <name>ChecklistPanel</name>
    <message>
        <source>Script</source>
        <translation>Leitfaden</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} von {all}</translation>
    </message>
</context>
<context>
    <name>CoachingPage</name>
    <message>
        <source>No call names its agent yet.</source>
        <translation>Noch nennt kein Gespräch seinen Agenten.</translation>
    </message>
    <message>
        <source>Open a call first, then its coaching sheet.</source>
        <translation>Öffnen Sie erst ein Gespräch, dann sein Coaching-Blatt.</translation>
    </message>
    <message>
        <source>Clips written: {count}.</source>
        <translation>Geschriebene Ausschnitte: {count}.</translation>
    </message>
    <message>
        <source>Passages without sound: {count}.</source>
        <translation>Stellen ohne Ton: {count}.</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
    <message>
        <source>Page to print (*.pdf);;Markdown (*.md)</source>
        <translation>Seite zum Drucken (*.pdf);;Markdown (*.md)</translation>
    </message>
    <message>
        <source>Save the coaching sheet</source>
        <translation>Coaching-Blatt speichern</translation>
    </message>
    <message>
        <source>Where shall the clips lie?</source>
        <translation>Wohin mit den Ausschnitten?</translation>
    </message>
    <message>
        <source>This call</source>
        <translation>Dieses Gespräch</translation>
    </message>
    <message>
        <source>An agent&apos;s week</source>
        <translation>Woche eines Agenten</translation>
    </message>
    <message>
        <source>Training playlist</source>
        <translation>Schulungsliste</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Coaching sheet</source>
        <translation>Coaching-Blatt</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Enter opens the call there</source>
        <translation>Eingabe öffnet das Gespräch dort</translation>
    </message>
    <message>
        <source>Coaching</source>
        <translation>Coaching</translation>
    </message>
    <message>
        <source>Save the clips…</source>
        <translation>Ausschnitte speichern…</translation>
    </message>
    <message>
        <source>Save the sheet…</source>
        <translation>Blatt speichern…</translation>
    </message>
</context>
<context>
    <name>CommentsPanel</name>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Enter goes to the moment, E corrects, Delete takes away</source>
        <translation>Eingabe springt zur Stelle, E ändert, Entf löscht</translation>
    </message>
    <message>
        <source>Comment; #tag adds a tag</source>
        <translation>Kommentar; #wort setzt ein Schlagwort</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>On the sentence</source>
        <translation>Zum Satz</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>Bei {time}</translation>
    </message>
    <message>
        <source>Good example</source>
        <translation>Gutes Beispiel</translation>
    </message>
    <message>
        <source>Coaching</source>
        <translation>Coaching</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Schulung</translation>
    </message>
</context>
<context>
    <name>CompactStrip</name>
    <message>
        <source>Call Companion</source>
        <translation>Call Companion</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>End call</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation>Ganzes Fenster</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
</context>
<context>
    <name>DayRange</name>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>DeskLayout</name>
    <message>
        <source>Next call</source>
        <translation>Nächstes Gespräch</translation>
    </message>
    <message>
        <source>As the agent saw it</source>
        <translation>Wie der Agent es sah</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Kommentare</translation>
    </message>
    <message>
        <source>Agent&apos;s view</source>
        <translation>Sicht</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Which alert was missed here?</source>
        <translation>Welche Warnung fehlt hier?</translation>
    </message>
    <message>
        <source>There is none any more.</source>
        <translation>Es gibt keine weitere.</translation>
    </message>
    <message>
        <source>No alert here to judge.</source>
        <translation>Hier ist keine Warnung zu beurteilen.</translation>
    </message>
</context>
<context>
    <name>DueModel</name>
    <message>
        <source>Promised in the call of {day}</source>
        <translation>Zugesagt im Gespräch vom {day}</translation>
    </message>
    <message>
        <source>Today{time}</source>
        <translation>Heute{time}</translation>
    </message>
    <message>
        <source>Overdue, {day}</source>
        <translation>Überfällig, {day}</translation>
    </message>
</context>
<context>
    <name>DuePanel</name>
    <message>
        <source>Promised for today</source>
        <translation>Für heute zugesagt</translation>
    </message>
    <message>
        <source>Follow-ups that are due</source>
        <translation>Fällige Wiedervorlagen</translation>
    </message>
    <message>
        <source>Enter opens the call</source>
        <translation>Eingabe öffnet das Gespräch</translation>
    </message>
    <message>
        <source>Nobody waits for a call today.</source>
        <translation>Heute wartet niemand auf einen Anruf.</translation>
    </message>
</context>
<context>
    <name>FactChips</name>
    <message>
        <source>Heard</source>
        <translation>Ton da</translation>
    </message>
    <message>
        <source>Names, numbers, amounts and days. Enter copies one, Space notes it</source>
        <translation>Namen, Nummern, Beträge und Tage. Eingabe kopiert, Leertaste notiert</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>FiguresList</name>
    <message>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Find words said or noted</source>
        <translation>Gesagtes oder Notiertes finden</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Anger peak</source>
        <translation>Ärger</translation>
    </message>
    <message>
        <source>Step missed</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Reviewed already</source>
        <translation>Schon bewertet</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>List all calls</source>
        <translation>Alle Gespräche zeigen</translation>
    </message>
    <message>
        <source>{name}: any</source>
        <translation>{name}: alle</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Eingehalten</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Versäumt</translation>
    </message>
    <message>
        <source>None agreed</source>
        <translation>Keine vereinbart</translation>
    </message>
    <message>
        <source>Disputed by the agent</source>
        <translation>Einspruch des Agenten</translation>
    </message>
    <message>
        <source>Score up to {score}</source>
        <translation>Bis {score} Punkte</translation>
    </message>
    <message>
        <source>Score {score} or more</source>
        <translation>Ab {score} Punkten</translation>
    </message>
    <message>
        <source>Risk {risk} or more</source>
        <translation>Risiko ab {risk}</translation>
    </message>
    <message>
        <source>{name} or more</source>
        <translation>{name} oder mehr</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Find in this call</source>
        <translation>Im Gespräch suchen</translation>
    </message>
    <message>
        <source>Enter goes to the next line, Shift+Enter to the one before</source>
        <translation>Eingabe geht zur nächsten Zeile, Umschalt+Eingabe zur vorigen</translation>
    </message>
    <message>
        <source>The line before with these words</source>
        <translation>Vorige Zeile mit diesen Wörtern</translation>
    </message>
    <message>
        <source>The next line with these words</source>
        <translation>Nächste Zeile mit diesen Wörtern</translation>
    </message>
    <message>
        <source>Which lines are shown</source>
        <translation>Welche Zeilen zu sehen sind</translation>
    </message>
    <message>
        <source>Show all lines again</source>
        <translation>Wieder alle Zeilen zeigen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} von {count}</translation>
    </message>
    <message>
        <source>{shown} of {total} lines</source>
        <translation>{shown} von {total} Zeilen</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>The customer</source>
        <translation>Der Kunde</translation>
    </message>
    <message>
        <source>The agent</source>
        <translation>Der Agent</translation>
    </message>
    <message>
        <source>With an alert</source>
        <translation>Mit Warnung</translation>
    </message>
    <message>
        <source>With a mark</source>
        <translation>Mit Markierung</translation>
    </message>
</context>
<context>
    <name>FollowUpPanel</name>
    <message>
        <source>Follow-up</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Choose the day</source>
        <translation>Wählen Sie den Tag</translation>
    </message>
    <message>
        <source>No day agreed yet</source>
        <translation>Noch kein Tag vereinbart</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>von Hand gesetzt</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>Stimmt das?</translation>
    </message>
    <message>
        <source>Follow-up day</source>
        <translation>Tag der Wiedervorlage</translation>
    </message>
    <message>
        <source>at</source>
        <translation>um</translation>
    </message>
    <message>
        <source>At a certain time</source>
        <translation>Zu einer bestimmten Zeit</translation>
    </message>
    <message>
        <source>Follow-up time</source>
        <translation>Uhrzeit der Wiedervorlage</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Set the follow-up date</source>
        <translation>Wiedervorlage setzen</translation>
    </message>
</context>
<context>
    <name>Gauges</name>
    <message>
        <source>Your pace</source>
        <translation>Ihr Tempo</translation>
    </message>
    <message>
        <source>You talk</source>
        <translation>Redeanteil</translation>
    </message>
    <message>
        <source>You cut in</source>
        <translation>Ins Wort</translation>
    </message>
    <message>
        <source>In the last ten minutes</source>
        <translation>In den letzten zehn Minuten</translation>
    </message>
    <message>
        <source>{pace} words/min</source>
        <translation>{pace} W/min</translation>
    </message>
    <message>
        <source>{percent}%</source>
        <translation>{percent} %</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n-mal</numerusform>
            <numerusform>%n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>HandOverPage</name>
    <message>
        <source>Hand-over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>Name, if you know it</source>
        <translation>Name, wenn bekannt</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>An wen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF…</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>{file} cannot be written: {why}.</source>
        <translation>{file} lässt sich nicht schreiben: {why}.</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Gespeichert: {file}</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>Calendar (*.ics)</source>
        <translation>Kalender (*.ics)</translation>
    </message>
    <message>
        <source>Save the follow-up</source>
        <translation>Wiedervorlage speichern</translation>
    </message>
</context>
<context>
    <name>KeyRows</name>
    <message>
        <source>Key for: {action}</source>
        <translation>Taste für: {action}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Back to {key}</source>
        <translation>Zurück zu {key}</translation>
    </message>
    <message>
        <source>Give back its own key: {action}</source>
        <translation>Eigene Taste zurückgeben: {action}</translation>
    </message>
    <message>
        <source>a step of the script</source>
        <translation>ein Schritt des Leitfadens</translation>
    </message>
    <message>
        <source>{key} is taken: {action}.</source>
        <translation>{key} ist vergeben: {action}.</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>Learning</name>
    <message>
        <source>Rule workbench</source>
        <translation>Regelwerkstatt</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Coaching</source>
        <translation>Coaching</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Trends</translation>
    </message>
    <message>
        <source>My trends</source>
        <translation>Meine Trends</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Too loud</source>
        <translation>Zu laut</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Ton da</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Stille</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>Einspruch</translation>
    </message>
    <message>
        <source>{day}, kept</source>
        <translation>{day}, eingehalten</translation>
    </message>
    <message>
        <source>{day}, missed</source>
        <translation>{day}, versäumt</translation>
    </message>
    <message>
        <source>{day}, overdue</source>
        <translation>{day}, überfällig</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Anger peak</source>
        <translation>Ärger</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Steps missed</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Show all calls</source>
        <translation>Alle Gespräche zeigen</translation>
    </message>
    <message numerus="yes">
        <source>{about}: %Ln call(s)</source>
        <translation>
            <numerusform>{about}: %Ln Gespräch</numerusform>
            <numerusform>{about}: %Ln Gespräche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) by lot, seed {seed}</source>
        <translation>
            <numerusform>%Ln ausgelostes Gespräch, Startwert {seed}</numerusform>
            <numerusform>%Ln ausgeloste Gespräche, Startwert {seed}</numerusform>
        </translation>
    </message>
    <message>
        <source>No call fits.</source>
        <translation>Kein Gespräch passt.</translation>
    </message>
    <message>
        <source>{n} per agent</source>
        <translation>{n} je Agent</translation>
    </message>
    <message>
        <source>Calls per agent</source>
        <translation>Gespräche je Agent</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Seed of the lot</source>
        <translation>Startwert der Auslosung</translation>
    </message>
    <message>
        <source>The same seed draws the same calls; empty draws a new one</source>
        <translation>Derselbe Startwert zieht dieselben Gespräche; ohne einen wird neu gezogen</translation>
    </message>
    <message>
        <source>Saved calls</source>
        <translation>Gespeicherte Gespräche</translation>
    </message>
    <message>
        <source>Enter opens the call</source>
        <translation>Eingabe öffnet das Gespräch</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Gesprächsarchiv</translation>
    </message>
</context>
<context>
    <name>LoadPanel</name>
    <message>
        <source>Your day</source>
        <translation>Ihr Tag</translation>
    </message>
    <message>
        <source>Only you see this. It is not written down.</source>
        <translation>Das sehen nur Sie. Es wird nirgends festgehalten.</translation>
    </message>
    <message>
        <source>Two heavy calls within the hour: take ten minutes.</source>
        <translation>Zwei schwere Gespräche in einer Stunde: Nehmen Sie sich zehn Minuten.</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>Noch keine Gespräche.</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n Gespräch</numerusform>
            <numerusform>%n Gespräche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n heavy</source>
        <translation>
            <numerusform>%n schweres</numerusform>
            <numerusform>%n schwere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Call Companion</source>
        <translation>Call Companion</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Recordings (*.wav *.flac *.ogg *.opus *.mp3);;All files (*)</source>
        <translation>Aufnahmen (*.wav *.flac *.ogg *.opus *.mp3);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Speech model</source>
        <translation>Sprachmodell</translation>
    </message>
    <message>
        <source>How far the model is</source>
        <translation>Wie weit das Modell ist</translation>
    </message>
    <message>
        <source>Download and install</source>
        <translation>Laden und einrichten</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei…</translation>
    </message>
    <message>
        <source>Check it</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Reads every file of the model and compares its checksum</source>
        <translation>Liest jede Datei des Modells und vergleicht ihre Prüfsumme</translation>
    </message>
    <message>
        <source>Checking the model…</source>
        <translation>Das Modell wird geprüft…</translation>
    </message>
    <message>
        <source>Installing…</source>
        <translation>Wird eingerichtet…</translation>
    </message>
    <message>
        <source>{doing}, {percent} %</source>
        <translation>{doing}, {percent} %</translation>
    </message>
    <message>
        <source>Installed and whole. It runs on this computer.</source>
        <translation>Eingerichtet und unversehrt. Es läuft auf diesem Rechner.</translation>
    </message>
    <message>
        <source>{size} MB to download, once.</source>
        <translation>{size} MB, einmal zu laden.</translation>
    </message>
    <message>
        <source>Models (*.zip *.aar);;All files (*)</source>
        <translation>Modelle (*.zip *.aar);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The installation was stopped.</source>
        <translation>Das Einrichten wurde angehalten.</translation>
    </message>
</context>
<context>
    <name>MonoNotice</name>
    <message>
        <source>One channel only: cannot tell who said this.</source>
        <translation>Nur ein Kanal: Wer das sagte, ist nicht zu erkennen.</translation>
    </message>
</context>
<context>
    <name>NewBelow</name>
    <message>
        <source>New below</source>
        <translation>Neues unten</translation>
    </message>
    <message>
        <source>Follow what is being said (Ctrl+End)</source>
        <translation>Dem Gesagten folgen (Strg+Ende)</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>What to remember of this call</source>
        <translation>Was von diesem Gespräch bleiben soll</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
</context>
<context>
    <name>OffStep</name>
    <message>
        <source>Have all calls readable again?</source>
        <translation>Alle Gespräche wieder lesbar machen?</translation>
    </message>
    <message>
        <source>Whoever reads this disk, or a copy of it, can read them then.</source>
        <translation>Wer diese Festplatte oder eine Kopie davon liest, kann sie dann lesen.</translation>
    </message>
    <message>
        <source>Switch encryption off</source>
        <translation>Verschlüsselung ausschalten</translation>
    </message>
</context>
<context>
    <name>PauseVeil</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Paused: nothing is heard or written</source>
        <translation>Pause: Nichts wird gehört oder geschrieben</translation>
    </message>
    <message>
        <source>Let the caller read out card numbers now, then go on.</source>
        <translation>Lassen Sie jetzt die Kartennummer nennen, dann weiter.</translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation>seit {time}</translation>
    </message>
</context>
<context>
    <name>PhraseStep</name>
    <message>
        <source>Write this recovery phrase on paper</source>
        <translation>Schreiben Sie diesen Wiederherstellungssatz auf Papier</translation>
    </message>
    <message>
        <source>Keep it away from this computer. It is shown this once: if the key is lost, only this phrase opens your calls.</source>
        <translation>Bewahren Sie ihn getrennt von diesem Computer auf. Er wird nur dieses eine Mal gezeigt: Geht der Schlüssel verloren, öffnet nur er Ihre Gespräche.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Ich habe ihn aufgeschrieben</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Groups of preferences</source>
        <translation>Gruppen der Einstellungen</translation>
    </message>
    <message>
        <source>The language counts from the next start.</source>
        <translation>Die Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Choose another key.</source>
        <translation>Wählen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Press the new key while a field has the focus. Keys count in all windows.</source>
        <translation>Klicken Sie in ein Feld und drücken Sie die neue Taste. Die Tasten gelten in allen Fenstern.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>PromptKeeper</name>
    <message>
        <source>Next: {step}</source>
        <translation>Als Nächstes: {step}</translation>
    </message>
    <message>
        <source>Not answered yet: {words}</source>
        <translation>Noch unbeantwortet: {words}</translation>
    </message>
    <message>
        <source>It has been a while; this is still open.</source>
        <translation>Das ist eine Weile her und noch offen.</translation>
    </message>
    <message>
        <source>Use their name: {name}</source>
        <translation>Nennen Sie den Namen: {name}</translation>
    </message>
</context>
<context>
    <name>ProtocolPanel</name>
    <message>
        <source>Against abuse</source>
        <translation>Bei Beschimpfung</translation>
    </message>
    <message>
        <source>Said it</source>
        <translation>Gesagt</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} von {all}</translation>
    </message>
    <message>
        <source>Every step was taken. You may end the call.</source>
        <translation>Jeder Schritt ist getan. Sie dürfen auflegen.</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Weighs {weight} of 100.</source>
        <translation>Zählt {weight} von 100.</translation>
    </message>
    <message>
        <source>Not scored.</source>
        <translation>Wird nicht bewertet.</translation>
    </message>
    <message>
        <source>{answers} fails the call.</source>
        <translation>{answers} lässt das Gespräch durchfallen.</translation>
    </message>
    <message>
        <source>Why? A comment is needed</source>
        <translation>Warum? Ein Kommentar ist nötig</translation>
    </message>
    <message>
        <source>Why another answer than the call&apos;s?</source>
        <translation>Warum anders, als das Gespräch sagt?</translation>
    </message>
    <message>
        <source>The call says {answer}.</source>
        <translation>Das Gespräch sagt {answer}.</translation>
    </message>
    <message>
        <source>{who} disputes: {why}</source>
        <translation>{who} erhebt Einspruch: {why}</translation>
    </message>
    <message>
        <source>{who} took note. {why}</source>
        <translation>{who} hat Kenntnis genommen. {why}</translation>
    </message>
    <message>
        <source>Hear {words}</source>
        <translation>{words} anhören</translation>
    </message>
</context>
<context>
    <name>QuotingEditor</name>
    <message>
        <source>Nothing was heard</source>
        <translation>Nichts gehört</translation>
    </message>
</context>
<context>
    <name>RecoverStep</name>
    <message>
        <source>Type the recovery phrase from the paper</source>
        <translation>Tippen Sie den Wiederherstellungssatz vom Papier ab</translation>
    </message>
    <message>
        <source>Small or large letters, with or without gaps. It puts the key back.</source>
        <translation>Groß oder klein, mit oder ohne Lücken. Damit ist der Schlüssel wieder da.</translation>
    </message>
    <message>
        <source>Recovery phrase</source>
        <translation>Wiederherstellungssatz</translation>
    </message>
    <message>
        <source>Put the key back</source>
        <translation>Schlüssel zurückholen</translation>
    </message>
</context>
<context>
    <name>ReplyDialog</name>
    <message>
        <source>Answer the evaluation</source>
        <translation>Auf die Bewertung antworten</translation>
    </message>
    <message>
        <source>Answers of the evaluation</source>
        <translation>Antworten der Bewertung</translation>
    </message>
    <message>
        <source>The agent sees it here; you do once you have handed in your own.</source>
        <translation>Der Agent sieht sie hier; Sie, sobald Sie Ihre eigene abgegeben haben.</translation>
    </message>
    <message>
        <source>Nobody has evaluated this call yet.</source>
        <translation>Noch hat niemand dieses Gespräch bewertet.</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>ohne Punkte</translation>
    </message>
    <message>
        <source>{who}, {day}: {score}</source>
        <translation>{who}, {day}: {score}</translation>
    </message>
    <message>
        <source>Noted in the call&apos;s record.</source>
        <translation>Im Protokoll des Gesprächs festgehalten.</translation>
    </message>
    <message>
        <source>The evaluation as a whole</source>
        <translation>Die Bewertung als Ganzes</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>What is not right? A dispute needs a reason.</source>
        <translation>Was stimmt nicht? Ein Einspruch braucht einen Grund.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Take note</source>
        <translation>Zur Kenntnis</translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation>Einspruch</translation>
    </message>
</context>
<context>
    <name>ReviewRoom</name>
    <message>
        <source>Library</source>
        <translation>Gesprächsarchiv</translation>
    </message>
    <message>
        <source>No sound: the words play on their times.</source>
        <translation>Kein Ton: Der Text läuft nach seinen Zeiten.</translation>
    </message>
    <message>
        <source>Reading the sound…</source>
        <translation>Der Ton wird gelesen…</translation>
    </message>
    <message>
        <source>Reading the sound, {percent} %</source>
        <translation>Der Ton wird gelesen, {percent} %</translation>
    </message>
    <message>
        <source>risk {risk}</source>
        <translation>Risiko {risk}</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>The whole pack as TOML</source>
        <translation>Das ganze Regelpaket als TOML</translation>
    </message>
    <message>
        <source>TOML</source>
        <translation>TOML</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>Wendungen</translation>
    </message>
    <message>
        <source>Any of these, one a line</source>
        <translation>Eine davon, je Zeile eine</translation>
    </message>
    <message>
        <source>And one of these, if there are any</source>
        <translation>Und eine davon, falls es welche gibt</translation>
    </message>
    <message>
        <source>Exclusions</source>
        <translation>Ausnahmen</translation>
    </message>
    <message>
        <source>Not where one of these is near</source>
        <translation>Nicht, wenn eine davon nahe ist</translation>
    </message>
    <message>
        <source>Not where one of these is said in the sentence</source>
        <translation>Nicht, wenn eine davon im Satz gesagt wird</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Must fire on</source>
        <translation>Muss anschlagen bei</translation>
    </message>
    <message>
        <source>Must stay quiet on</source>
        <translation>Muss still bleiben bei</translation>
    </message>
</context>
<context>
    <name>ScorecardPanel</name>
    <message>
        <source>Scorecard</source>
        <translation>Bewertungsbogen</translation>
    </message>
    <message>
        <source>The form; each has an evaluation of its own</source>
        <translation>Der Bogen; zu jedem gibt es eine eigene Bewertung</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Not yet: an answer is missing.</source>
        <translation>Noch nicht: Eine Antwort fehlt.</translation>
    </message>
    <message>
        <source>Not yet: this answer needs a comment.</source>
        <translation>Noch nicht: Diese Antwort braucht einen Kommentar.</translation>
    </message>
    <message>
        <source>Draft kept, {time}</source>
        <translation>Entwurf gesichert, {time}</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>Abgegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <comment>questions</comment>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
    <message>
        <source>All answered</source>
        <translation>Alles beantwortet</translation>
    </message>
    <message>
        <source>Of 100, in this section</source>
        <translation>Von 100, in diesem Abschnitt</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>One device carries both sides: you left, they right</source>
        <translation>Ein Gerät trägt beide Seiten: Sie links, Kunden rechts</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <source>After something was plugged in</source>
        <translation>Wenn etwas eingesteckt wurde</translation>
    </message>
    <message>
        <source>Record the sound of calls</source>
        <translation>Gespräche aufnehmen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Not there any more: {names}. Another one is suggested.</source>
        <translation>Nicht mehr da: {names}. Ein anderes wird vorgeschlagen.</translation>
    </message>
    <message>
        <source>There is no sound device.</source>
        <translation>Es gibt kein Tongerät.</translation>
    </message>
    <message>
        <source>Plug one in, then look again.</source>
        <translation>Schließen Sie eines an und suchen Sie neu.</translation>
    </message>
    <message>
        <source>That device has one channel only: it cannot carry both sides.</source>
        <translation>Dieses Gerät hat nur einen Kanal: Es kann nicht beide Seiten tragen.</translation>
    </message>
    <message>
        <source>Both sides would hear the same device: choose another one.</source>
        <translation>Beide Seiten würden dasselbe Gerät hören: Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Once, before the first call: a model that hears, your sound, your name.</source>
        <translation>Einmal vor dem ersten Gespräch: ein Modell, das hört, Ihr Ton, Ihr Name.</translation>
    </message>
    <message>
        <source>You and your callers</source>
        <translation>Sie und Ihre Anrufer</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your name, as it stands in the calls</source>
        <translation>Ihr Name, wie er in den Gesprächen steht</translation>
    </message>
    <message>
        <source>Ask the caller first; F6 notes that they agreed.</source>
        <translation>Fragen Sie zuerst; F6 hält die Zustimmung fest.</translation>
    </message>
    <message>
        <source>Everything is heard, understood and kept on this computer; nothing is sent anywhere. Card numbers are masked before anything is written, and while you pause nothing is heard at all. Sound is kept only if you switch recording on, and every call can be deleted for good.</source>
        <translation>Alles wird auf diesem Rechner gehört, verstanden und aufbewahrt; nichts wird gesendet. Kartennummern werden verdeckt, bevor etwas geschrieben wird, und in der Pause wird gar nichts gehört. Ton bleibt nur, wenn Sie die Aufnahme einschalten, und jedes Gespräch lässt sich endgültig löschen.</translation>
    </message>
</context>
<context>
    <name>SideChooser</name>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Try it: see the words that are heard</source>
        <translation>Probe: sehen, welche Worte gehört werden</translation>
    </message>
    <message>
        <source>Choose a device</source>
        <translation>Gerät wählen</translation>
    </message>
    <message>
        <source>Speak: the bar should pass the mark.</source>
        <translation>Sprechen Sie: Der Balken soll die Marke erreichen.</translation>
    </message>
    <message>
        <source>Play something where the phone program plays.</source>
        <translation>Spielen Sie etwas dort ab, wo das Telefonprogramm spielt.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Getting ready… then say a sentence.</source>
        <translation>Einen Moment… dann sagen Sie einen Satz.</translation>
    </message>
    <message>
        <source>Heard: “{words}”</source>
        <translation>Gehört: „{words}“</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>The customer</source>
        <translation>Der Kunde</translation>
    </message>
</context>
<context>
    <name>SortBox</name>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Sort by: {name}</source>
        <translation>Sortiert nach: {name}</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Reverse the order: what came first comes last</source>
        <translation>Die Reihenfolge umkehren: was zuerst stand, steht zuletzt</translation>
    </message>
</context>
<context>
    <name>SoundBanner</name>
    <message>
        <source>Try again</source>
        <translation>Neu versuchen</translation>
    </message>
    <message>
        <source>Try the device again</source>
        <translation>Das Gerät neu versuchen</translation>
    </message>
    <message>
        <source>Another device…</source>
        <translation>Anderes Gerät…</translation>
    </message>
    <message>
        <source>Choose another device</source>
        <translation>Ein anderes Gerät wählen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the notice about echo</source>
        <translation>Hinweis auf das Echo schließen</translation>
    </message>
</context>
<context>
    <name>SpokenTranscript</name>
    <message>
        <source>Enter plays from the line, Left and Right go from word to word</source>
        <translation>Eingabe spielt ab der Zeile, Links und Rechts gehen von Wort zu Wort</translation>
    </message>
</context>
<context>
    <name>StageChip</name>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Wird gespeichert</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Sample call</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>Aufnahme…</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Einrichten…</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Gesprächsarchiv</translation>
    </message>
    <message>
        <source>Waiting: a call begins when both sides have sound. Nothing is kept before.</source>
        <translation>Bereit: Ein Gespräch beginnt, wenn beide Seiten Ton haben. Vorher wird nichts behalten.</translation>
    </message>
    <message>
        <source>Hears the call with you. Nothing leaves this computer.</source>
        <translation>Hört mit Ihnen zu. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) cut off when the program stopped. All is saved below.</source>
        <translation>
            <numerusform>Ein Gespräch brach ab, als das Programm endete. Unten ist alles gespeichert.</numerusform>
            <numerusform>%n Gespräche brachen ab, als das Programm endete. Unten ist alles gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) belong to no saved call. Preferences, Recording, shows them.</source>
        <translation>
            <numerusform>%n Aufnahme gehört zu keinem gespeicherten Gespräch. Einstellungen, Aufnahme, zeigt sie.</numerusform>
            <numerusform>%n Aufnahmen gehören zu keinem gespeicherten Gespräch. Einstellungen, Aufnahme, zeigt sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Find words said or noted</source>
        <translation>Gesagtes oder Notiertes finden</translation>
    </message>
    <message>
        <source>Saved calls</source>
        <translation>Gespeicherte Gespräche</translation>
    </message>
    <message>
        <source>Enter opens the call</source>
        <translation>Eingabe öffnet das Gespräch</translation>
    </message>
    <message>
        <source>No call holds all these words.</source>
        <translation>Kein Gespräch enthält all diese Wörter.</translation>
    </message>
    <message>
        <source>No calls yet. This is what happens in one:</source>
        <translation>Noch keine Gespräche. Das geschieht in einem:</translation>
    </message>
    <message>
        <source>Both sides become text while they speak.</source>
        <translation>Beide Seiten werden Text, während sie sprechen.</translation>
    </message>
    <message>
        <source>Anger and threats light up, with words that help.</source>
        <translation>Ärger und Drohungen leuchten auf, mit Worten, die helfen.</translation>
    </message>
    <message>
        <source>The script ticks itself by what you say.</source>
        <translation>Der Leitfaden hakt sich durch das ab, was Sie sagen.</translation>
    </message>
    <message>
        <source>The day you promise is understood and kept.</source>
        <translation>Der Tag, den Sie zusagen, wird verstanden und behalten.</translation>
    </message>
    <message>
        <source>The sample call shows it all in a minute and a half.</source>
        <translation>Das Beispiel zeigt alles in anderthalb Minuten.</translation>
    </message>
    <message>
        <source>Call Companion</source>
        <translation>Call Companion</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>StepDelegate</name>
    <message>
        <source>ticked by hand</source>
        <translation>von Hand abgehakt</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Script steps</source>
        <translation>Schritte des Leitfadens</translation>
    </message>
    <message>
        <source>Space ticks a step, Enter shows the words for it</source>
        <translation>Leertaste hakt einen Schritt ab, Eingabe zeigt die Worte dazu</translation>
    </message>
</context>
<context>
    <name>StrayRows</name>
    <message>
        <source>Delete these…</source>
        <translation>Diese löschen…</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) belong to no saved call ({size}).</source>
        <translation>
            <numerusform>%n Aufnahme gehört zu keinem gespeicherten Gespräch ({size}).</numerusform>
            <numerusform>%n Aufnahmen gehören zu keinem gespeicherten Gespräch ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n recording(s) for good?</source>
        <translation>
            <numerusform>%n Aufnahme endgültig löschen?</numerusform>
            <numerusform>%n Aufnahmen endgültig löschen?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TeamLayout</name>
    <message>
        <source>The team&apos;s files</source>
        <translation>Dateien des Teams</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Use it from now on (Ctrl+S)</source>
        <translation>Ab jetzt verwenden (Strg+S)</translation>
    </message>
    <message>
        <source>&amp;Earlier versions</source>
        <translation>&amp;Frühere Fassungen</translation>
    </message>
    <message>
        <source>Bring back what was in use</source>
        <translation>Zurückholen, was verwendet wurde</translation>
    </message>
    <message>
        <source>&amp;Back to what came with the program</source>
        <translation>&amp;Zurück zum Mitgelieferten</translation>
    </message>
    <message>
        <source>The team&apos;s version is kept among the earlier ones</source>
        <translation>Die Fassung des Teams bleibt bei den früheren</translation>
    </message>
    <message>
        <source>&amp;Workbench</source>
        <translation>&amp;Werkstatt</translation>
    </message>
    <message>
        <source>Try a single rule on the calls that are stored</source>
        <translation>Eine Regel an den gespeicherten Gesprächen proben</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Einlesen…</translation>
    </message>
    <message>
        <source>Take over another desk&apos;s files</source>
        <translation>Dateien eines anderen Platzes übernehmen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>&amp;Ausgeben…</translation>
    </message>
    <message>
        <source>Write the team&apos;s files into a zip</source>
        <translation>Die Dateien des Teams in eine Zip-Datei schreiben</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>Dort&amp;hin</translation>
    </message>
    <message>
        <source>Go to the line that is meant (F8)</source>
        <translation>Zur gemeinten Zeile gehen (F8)</translation>
    </message>
</context>
<context>
    <name>TeamRows</name>
    <message>
        <source>Script, words to say, policy, outcomes, scorecard and rules are files that a team can write for itself. They are checked while you write, and can be shared with other desks as one zip.</source>
        <translation>Leitfaden, Worte, Regeln, Ergebnisse, Bewertungsbogen und Erkennung sind Dateien, die ein Team selbst schreiben kann. Sie werden beim Schreiben geprüft und lassen sich als eine Zip-Datei teilen.</translation>
    </message>
    <message>
        <source>&amp;Edit the team&apos;s files…</source>
        <translation>&amp;Dateien des Teams bearbeiten…</translation>
    </message>
    <message>
        <source>Edit the team&apos;s files</source>
        <translation>Dateien des Teams bearbeiten</translation>
    </message>
    <message>
        <source>The team&apos;s own are: {files}.</source>
        <translation>Eigene des Teams: {files}.</translation>
    </message>
    <message>
        <source>All are as they came with the program.</source>
        <translation>Alle sind, wie sie mit dem Programm kamen.</translation>
    </message>
</context>
<context>
    <name>TeamWindow</name>
    <message>
        <source>Save the changes to: {files}?</source>
        <translation>Änderungen speichern an: {files}?</translation>
    </message>
    <message>
        <source>Taken over: {files}.</source>
        <translation>Übernommen: {files}.</translation>
    </message>
    <message>
        <source>Written to {place}: {files}.</source>
        <translation>Nach {place} geschrieben: {files}.</translation>
    </message>
    <message>
        <source>Text of the file: {name}</source>
        <translation>Text der Datei: {name}</translation>
    </message>
    <message>
        <source>Looking through it…</source>
        <translation>Wird durchgesehen…</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Preview of the last text that could be read</source>
        <translation>Vorschau des letzten lesbaren Textes</translation>
    </message>
    <message>
        <source>Line {line}: {problem}</source>
        <translation>Zeile {line}: {problem}</translation>
    </message>
    <message>
        <source>It can be used. Once saved it counts {from_when}.</source>
        <translation>Sie ist verwendbar. Einmal gespeichert gilt sie {from_when}.</translation>
    </message>
    <message>
        <source>In use, as the team&apos;s own. A change counts {from_when}.</source>
        <translation>In Gebrauch, als eigene des Teams. Eine Änderung gilt {from_when}.</translation>
    </message>
    <message>
        <source>In use, as it came. A change counts {from_when}.</source>
        <translation>In Gebrauch, wie mitgeliefert. Eine Änderung gilt {from_when}.</translation>
    </message>
    <message>
        <source>Saved. It counts {from_when}.</source>
        <translation>Gespeichert. Sie gilt {from_when}.</translation>
    </message>
    <message>
        <source>Go back to what came with the program? The team&apos;s version is kept.</source>
        <translation>Zurück zum Mitgelieferten? Die Fassung des Teams bleibt.</translation>
    </message>
    <message>
        <source>Take these rules out of use? They are kept among the versions.</source>
        <translation>Diese Erkennung nicht mehr verwenden? Sie bleibt bei den Fassungen.</translation>
    </message>
    <message>
        <source>Back to what came. It counts {from_when}.</source>
        <translation>Zurück zum Mitgelieferten. Es gilt {from_when}.</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Fassung {number}</translation>
    </message>
    <message>
        <source>Line {line} of {all}</source>
        <translation>Zeile {line} von {all}</translation>
    </message>
    <message>
        <source>Files of a team (*.zip)</source>
        <translation>Dateien eines Teams (*.zip)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Ausgeben</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Anger over time</source>
        <translation>Ärger im Verlauf</translation>
    </message>
    <message>
        <source>Left and Right go from moment to moment</source>
        <translation>Links und Rechts gehen von Stelle zu Stelle</translation>
    </message>
</context>
<context>
    <name>TranscriptView</name>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>No line of this sort yet.</source>
        <translation>Noch keine solche Zeile.</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Place in the call</source>
        <translation>Stelle im Gespräch</translation>
    </message>
    <message>
        <source>{speed} x</source>
        <translation>{speed} x</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>Tempo {speed}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>no call</source>
        <translation>kein Gespräch</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>es wird zugehört</translation>
    </message>
    <message>
        <source>paused, nothing is heard</source>
        <translation>Pause, nichts wird gehört</translation>
    </message>
    <message>
        <source>the customer is angry</source>
        <translation>der Kunde ist verärgert</translation>
    </message>
    <message>
        <source>look at the window</source>
        <translation>bitte ins Fenster sehen</translation>
    </message>
</context>
<context>
    <name>TrendsChart</name>
    <message>
        <source>Arrow keys choose a point, Enter lists its calls</source>
        <translation>Pfeiltasten wählen einen Punkt, Eingabe zeigt seine Gespräche</translation>
    </message>
    <message>
        <source>{count} too few</source>
        <translation>{count}: zu wenige</translation>
    </message>
</context>
<context>
    <name>TrendsFiles</name>
    <message>
        <source>Report to print (*.html);;Table (*.csv)</source>
        <translation>Bericht zum Drucken (*.html);;Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Export the trends</source>
        <translation>Trends ausgeben</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Geschrieben: {file}</translation>
    </message>
</context>
<context>
    <name>TrendsPage</name>
    <message>
        <source>My trends</source>
        <translation>Meine Trends</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Trends</translation>
    </message>
    <message>
        <source>{name}: nobody else sees this unless you export it</source>
        <translation>{name}: Das sehen nur Sie, solange Sie es nicht ausgeben</translation>
    </message>
    <message>
        <source>Every agent</source>
        <translation>Alle Agenten</translation>
    </message>
    <message>
        <source>Week by week</source>
        <translation>Woche für Woche</translation>
    </message>
    <message>
        <source>Agent by agent</source>
        <translation>Nach Agent</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>There are no calls to count.</source>
        <translation>Es gibt keine Gespräche zu zählen.</translation>
    </message>
    <message>
        <source>{count} more are in the table.</source>
        <translation>{count} weitere stehen in der Tabelle.</translation>
    </message>
    <message>
        <source>The numbers are calls, the bars 95 % intervals: where bars overlap, a difference may be chance.</source>
        <translation>Die Zahlen sind Gespräche, die Balken 95-%-Intervalle: Wo sie sich überlappen, kann ein Unterschied Zufall sein.</translation>
    </message>
    <message>
        <source>By week</source>
        <translation>Nach Woche</translation>
    </message>
    <message>
        <source>By agent</source>
        <translation>Nach Agent</translation>
    </message>
    <message>
        <source>By disposition</source>
        <translation>Nach Ergebnis</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>Alle Tage</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 13 weeks</source>
        <translation>Letzte 13 Wochen</translation>
    </message>
    <message>
        <source>Last 26 weeks</source>
        <translation>Letzte 26 Wochen</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Put together by</source>
        <translation>Zusammengefasst nach</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Ausgeben…</translation>
    </message>
    <message>
        <source>All figures as a table (CSV) or as a report to print</source>
        <translation>Alle Kennzahlen als Tabelle (CSV) oder als Bericht zum Drucken</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Show its calls</source>
        <translation>Gespräche dazu</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>The same numbers as a table</source>
        <translation>Dieselben Zahlen als Tabelle</translation>
    </message>
    <message>
        <source>Enter lists the calls</source>
        <translation>Eingabe zeigt die Gespräche</translation>
    </message>
</context>
<context>
    <name>TypeHint</name>
    <message>
        <source>Heard: {words}.</source>
        <translation>Gehört: {words}.</translation>
    </message>
</context>
<context>
    <name>WavePanel</name>
    <message>
        <source>Scroll the waveform</source>
        <translation>Tonspur verschieben</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Waveform</source>
        <translation>Tonspur</translation>
    </message>
    <message>
        <source>Left and Right move a second, with Shift they choose a passage; plus and minus zoom, Home and End go to the ends</source>
        <translation>Links und Rechts gehen eine Sekunde weiter, mit Umschalt wählen sie eine Stelle; Plus und Minus zoomen, Pos1 und Ende gehen an die Enden</translation>
    </message>
</context>
<context>
    <name>WorkStep</name>
    <message>
        <source>Everything is written anew</source>
        <translation>Alles wird neu geschrieben</translation>
    </message>
    <message>
        <source>Begin no call until this is done. If it breaks off, nothing is lost.</source>
        <translation>Beginnen Sie so lange kein Gespräch. Bricht es ab, geht nichts verloren.</translation>
    </message>
</context>
<context>
    <name>WorkbenchPage</name>
    <message>
        <source>Use this version of “{pack}” for calls that begin from now on?</source>
        <translation>Diese Fassung von „{pack}“ für Gespräche ab jetzt verwenden?</translation>
    </message>
    <message>
        <source>It becomes your team&apos;s own pack. Every earlier version is kept.</source>
        <translation>Sie wird das eigene Paket Ihres Teams. Jede frühere Fassung bleibt.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch offen</translation>
    </message>
    <message>
        <source>The pack is sound.</source>
        <translation>Das Paket ist in Ordnung.</translation>
    </message>
    <message>
        <source>Change a phrase, then try it: what it gains and loses is listed here.</source>
        <translation>Ändern Sie eine Wendung und proben Sie sie: Was sie gewinnt und verliert, steht dann hier.</translation>
    </message>
    <message>
        <source>Gained</source>
        <translation>Gewonnen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>The latest calls come first.</source>
        <translation>Die neuesten Gespräche kommen zuerst.</translation>
    </message>
    <message>
        <source>Stopped: what is listed is not all. No rule has been changed.</source>
        <translation>Angehalten: die Liste ist nicht vollständig. Keine Regel wurde geändert.</translation>
    </message>
    <message>
        <source>Version {number} of “{pack}” hears the calls that begin from now on.</source>
        <translation>Fassung {number} von „{pack}“ hört die Gespräche, die ab jetzt beginnen.</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Fassung {number}</translation>
    </message>
    <message>
        <source>None: the pack is as it came</source>
        <translation>Keine: Das Paket ist, wie es kam</translation>
    </message>
    <message>
        <source>Rule workbench</source>
        <translation>Regelwerkstatt</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Fassungen</translation>
    </message>
    <message>
        <source>Use it…</source>
        <translation>Verwenden…</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was sie bewirkt</translation>
    </message>
    <message>
        <source>Sentences looked at</source>
        <translation>Angesehene Sätze</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Sentences gained</source>
        <translation>Gewonnene Sätze</translation>
    </message>
    <message>
        <source>Sentences lost</source>
        <translation>Verlorene Sätze</translation>
    </message>
</context>
<context>
    <name>WrapUpPanel</name>
    <message>
        <source>Wrap-up</source>
        <translation>Nachbearbeitung</translation>
    </message>
    <message>
        <source>That was heavy. Take three slow breaths before the next call.</source>
        <translation>Das war schwer. Atmen Sie dreimal ruhig durch, bevor Sie den nächsten Anruf nehmen.</translation>
    </message>
    <message>
        <source>Only you see this. It is not written down.</source>
        <translation>Das sehen nur Sie. Es wird nirgends festgehalten.</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Outcome: choose one</source>
        <translation>Ergebnis: bitte wählen</translation>
    </message>
    <message>
        <source>Suggested by {time} {words}. Saving the note confirms it.</source>
        <translation>Vorgeschlagen durch {time} {words}. Das Speichern der Notiz bestätigt es.</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln Gespräch</numerusform>
            <numerusform>%Ln Gespräche</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Calls</source>
        <translation>Ge&amp;spräche</translation>
    </message>
    <message>
        <source>&amp;In the call</source>
        <translation>&amp;Im Gespräch</translation>
    </message>
    <message>
        <source>&amp;Replay</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>Revie&amp;w</source>
        <translation>&amp;Bewertung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Ansi&amp;cht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Start a call</source>
        <translation>Gespräch beginnen</translation>
    </message>
    <message>
        <source>Hear both sides from now on</source>
        <translation>Ab jetzt beide Seiten hören</translation>
    </message>
    <message>
        <source>Open recording…</source>
        <translation>Aufnahme öffnen…</translation>
    </message>
    <message>
        <source>Play a recording as if the call were live</source>
        <translation>Eine Aufnahme abspielen, als liefe das Gespräch</translation>
    </message>
    <message>
        <source>Play the sample call</source>
        <translation>Beispielgespräch abspielen</translation>
    </message>
    <message>
        <source>See the companion at work on a short made-up call</source>
        <translation>Den Begleiter an einem kurzen, erfundenen Gespräch sehen</translation>
    </message>
    <message>
        <source>Find words</source>
        <translation>Wörter suchen</translation>
    </message>
    <message>
        <source>In the call on the screen, else in all that was said or noted</source>
        <translation>Im Gespräch auf dem Bildschirm, sonst in allem Gesagten und Notierten</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Gesprächsarchiv</translation>
    </message>
    <message>
        <source>All saved calls: filter, sort, review the worst first</source>
        <translation>Alle gespeicherten Gespräche: filtern, ordnen, die schwersten zuerst bewerten</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Einrichten…</translation>
    </message>
    <message>
        <source>Choose microphone and sound, try them, install the model</source>
        <translation>Mikrofon und Ton wählen, ausprobieren, Modell einrichten</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Your name, recording, privacy, keys</source>
        <translation>Ihr Name, Aufnahme, Datenschutz, Tasten</translation>
    </message>
    <message>
        <source>Back to the calls</source>
        <translation>Zurück zu den Gesprächen</translation>
    </message>
    <message>
        <source>Leave this call and show the saved ones</source>
        <translation>Dieses Gespräch verlassen und die gespeicherten zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>End the running call, save it and leave</source>
        <translation>Laufendes Gespräch beenden, speichern und das Programm verlassen</translation>
    </message>
    <message>
        <source>Dismiss the card</source>
        <translation>Karte weglegen</translation>
    </message>
    <message>
        <source>I have read it; it stays in the record</source>
        <translation>Gelesen; sie bleibt im Protokoll</translation>
    </message>
    <message>
        <source>No more of these for 5 minutes</source>
        <translation>5 Minuten keine mehr davon</translation>
    </message>
    <message>
        <source>Show no alert of this sort for 5 minutes; all are noted</source>
        <translation>5 Minuten keine Warnung dieser Art zeigen; notiert wird jede</translation>
    </message>
    <message>
        <source>This alert is wrong</source>
        <translation>Diese Warnung ist falsch</translation>
    </message>
    <message>
        <source>Withdraw the alert on the card</source>
        <translation>Die Warnung auf der Karte zurücknehmen</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Diese Stelle markieren</translation>
    </message>
    <message>
        <source>Set a flag here for the reviewer</source>
        <translation>Hier eine Marke für die Bewertung setzen</translation>
    </message>
    <message>
        <source>Pause or go on</source>
        <translation>Pause oder weiter</translation>
    </message>
    <message>
        <source>For card numbers: nothing is heard or written meanwhile</source>
        <translation>Für Kartennummern: Nichts wird dabei gehört oder geschrieben</translation>
    </message>
    <message>
        <source>The caller agreed to the recording</source>
        <translation>Der Aufnahme wurde zugestimmt</translation>
    </message>
    <message>
        <source>Note when the caller was told and agreed</source>
        <translation>Festhalten, wann gefragt und zugestimmt wurde</translation>
    </message>
    <message>
        <source>Accept the follow-up date</source>
        <translation>Wiedervorlage übernehmen</translation>
    </message>
    <message>
        <source>The day that was heard is right</source>
        <translation>Der gehörte Tag stimmt</translation>
    </message>
    <message>
        <source>Set the follow-up date</source>
        <translation>Wiedervorlage setzen</translation>
    </message>
    <message>
        <source>Choose another day or time</source>
        <translation>Einen anderen Tag oder eine andere Zeit wählen</translation>
    </message>
    <message>
        <source>No follow-up agreed</source>
        <translation>Keine Wiedervorlage vereinbart</translation>
    </message>
    <message>
        <source>Take the follow-up date away</source>
        <translation>Das Datum der Wiedervorlage entfernen</translation>
    </message>
    <message>
        <source>Calendar file of the follow-up…</source>
        <translation>Kalenderdatei der Wiedervorlage…</translation>
    </message>
    <message>
        <source>Save the agreed day for your calendar</source>
        <translation>Den vereinbarten Tag für Ihren Kalender speichern</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>Gespräch beenden</translation>
    </message>
    <message>
        <source>End the call and save it</source>
        <translation>Das Gespräch beenden und speichern</translation>
    </message>
    <message>
        <source>Save the note</source>
        <translation>Notiz speichern</translation>
    </message>
    <message>
        <source>Keep the note as it stands here and go back to the calls</source>
        <translation>Die Notiz so behalten, wie sie hier steht, und zu den Gesprächen gehen</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Start or stop the replay</source>
        <translation>Die Wiedergabe beginnen oder anhalten</translation>
    </message>
    <message>
        <source>Back 5 seconds</source>
        <translation>5 Sekunden zurück</translation>
    </message>
    <message>
        <source>Jump back 5 seconds</source>
        <translation>5 Sekunden zurückspringen</translation>
    </message>
    <message>
        <source>Forward 5 seconds</source>
        <translation>5 Sekunden vor</translation>
    </message>
    <message>
        <source>Jump ahead 5 seconds</source>
        <translation>5 Sekunden vorspringen</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Replay more slowly</source>
        <translation>Langsamer wiedergeben</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Replay faster</source>
        <translation>Schneller wiedergeben</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>Kleines Fenster</translation>
    </message>
    <message>
        <source>A narrow strip beside your other windows, always on top</source>
        <translation>Ein schmaler Streifen neben Ihren anderen Fenstern, immer im Vordergrund</translation>
    </message>
    <message>
        <source>Go to the transcript</source>
        <translation>Zur Mitschrift</translation>
    </message>
    <message>
        <source>Move the keys to the transcript</source>
        <translation>Die Tasten in die Mitschrift lenken</translation>
    </message>
    <message>
        <source>Go to the notes</source>
        <translation>Zu den Notizen</translation>
    </message>
    <message>
        <source>Move the keys to the notes</source>
        <translation>Die Tasten in die Notizen lenken</translation>
    </message>
    <message>
        <source>Newest line</source>
        <translation>Neueste Zeile</translation>
    </message>
    <message>
        <source>Follow what is being said</source>
        <translation>Dem folgen, was gesagt wird</translation>
    </message>
    <message>
        <source>Next line found</source>
        <translation>Nächste gefundene Zeile</translation>
    </message>
    <message>
        <source>Go to the next line with the words</source>
        <translation>Zur nächsten Zeile mit den Wörtern</translation>
    </message>
    <message>
        <source>Line found before</source>
        <translation>Vorige gefundene Zeile</translation>
    </message>
    <message>
        <source>Go to the line before with the words</source>
        <translation>Zur vorigen Zeile mit den Wörtern</translation>
    </message>
    <message>
        <source>Show some lines only</source>
        <translation>Nur manche Zeilen zeigen</translation>
    </message>
    <message>
        <source>One side, or what set off an alert, or what was marked</source>
        <translation>Eine Seite, oder was eine Warnung auslöste, oder was markiert ist</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>All keys on one page</source>
        <translation>Alle Tasten auf einer Seite</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Schreibtisch</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Tick a step of the script</source>
        <translation>Einen Schritt des Leitfadens abhaken</translation>
    </message>
    <message>
        <source>Next alert</source>
        <translation>Nächste Warnung</translation>
    </message>
    <message>
        <source>Go to the next alert and hear it</source>
        <translation>Zur nächsten Warnung gehen und sie hören</translation>
    </message>
    <message>
        <source>Previous alert</source>
        <translation>Vorige Warnung</translation>
    </message>
    <message>
        <source>Go back to the alert before</source>
        <translation>Zur Warnung davor zurückgehen</translation>
    </message>
    <message>
        <source>Next angry turn</source>
        <translation>Nächste ärgerliche Stelle</translation>
    </message>
    <message>
        <source>Go to where the customer gets angry next</source>
        <translation>Dorthin gehen, wo der Kunde als Nächstes ärgerlich wird</translation>
    </message>
    <message>
        <source>Previous angry turn</source>
        <translation>Vorige ärgerliche Stelle</translation>
    </message>
    <message>
        <source>Go back to where the customer got angry before</source>
        <translation>Zurück dorthin, wo der Kunde davor ärgerlich wurde</translation>
    </message>
    <message>
        <source>Loop the passage</source>
        <translation>Stelle wiederholen</translation>
    </message>
    <message>
        <source>Play the chosen passage or sentence again and again, or no longer</source>
        <translation>Die gewählte Stelle oder den Satz immer wieder spielen, oder nicht mehr</translation>
    </message>
    <message>
        <source>Only the agent</source>
        <translation>Nur der Agent</translation>
    </message>
    <message>
        <source>Hear the agent alone, or both again</source>
        <translation>Den Agenten allein hören, oder wieder beide</translation>
    </message>
    <message>
        <source>Only the customer</source>
        <translation>Nur der Kunde</translation>
    </message>
    <message>
        <source>Hear the customer alone, or both again</source>
        <translation>Den Kunden allein hören, oder wieder beide</translation>
    </message>
    <message>
        <source>Skip silence</source>
        <translation>Stille überspringen</translation>
    </message>
    <message>
        <source>Leave out what nobody speaks in, or no longer</source>
        <translation>Auslassen, worin niemand spricht, oder nicht mehr</translation>
    </message>
    <message>
        <source>Review, or see it as the agent did</source>
        <translation>Bewerten, oder die Sicht des Agenten</translation>
    </message>
    <message>
        <source>Change between the desk and what the agent saw</source>
        <translation>Zwischen Bewertung und dem wechseln, was der Agent sah</translation>
    </message>
    <message>
        <source>Worst unreviewed first</source>
        <translation>Schwerste unbewertete zuerst</translation>
    </message>
    <message>
        <source>List what nobody has reviewed, the riskiest calls first</source>
        <translation>Zeigen, was niemand bewertet hat, das höchste Risiko zuerst</translation>
    </message>
    <message>
        <source>Take in calls…</source>
        <translation>Gespräche übernehmen…</translation>
    </message>
    <message>
        <source>Calls from another machine, or what was said of yours there</source>
        <translation>Gespräche von einem anderen Rechner, oder was dort zu den Ihren gesagt wurde</translation>
    </message>
    <message>
        <source>Write the call as a file…</source>
        <translation>Gespräch als Datei schreiben…</translation>
    </message>
    <message>
        <source>The whole call with sound, comments and evaluations, for another machine</source>
        <translation>Das ganze Gespräch mit Ton, Kommentaren und Bewertungen, für einen anderen Rechner</translation>
    </message>
    <message>
        <source>Sort by…</source>
        <translation>Sortieren nach…</translation>
    </message>
    <message>
        <source>Choose by what the library is sorted</source>
        <translation>Wählen, wonach die Bibliothek sortiert ist</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>Stichprobe ziehen</translation>
    </message>
    <message>
        <source>Draw so many calls of each agent by lot</source>
        <translation>Von jedem Agenten so viele Gespräche auslosen</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>Nächstes Gespräch</translation>
    </message>
    <message>
        <source>Open the next call of the list</source>
        <translation>Das nächste Gespräch der Liste öffnen</translation>
    </message>
    <message>
        <source>Go to the scorecard</source>
        <translation>Zum Bewertungsbogen</translation>
    </message>
    <message>
        <source>Move the keys to the first open question</source>
        <translation>Die Tasten zur ersten offenen Frage lenken</translation>
    </message>
    <message>
        <source>Go to the alerts</source>
        <translation>Zu den Warnungen</translation>
    </message>
    <message>
        <source>Move the keys to the list of alerts</source>
        <translation>Die Tasten in die Liste der Warnungen lenken</translation>
    </message>
    <message>
        <source>The agent&apos;s view</source>
        <translation>Die Sicht des Agenten</translation>
    </message>
    <message>
        <source>Show card and script as they stood at this moment</source>
        <translation>Karte und Leitfaden zeigen, wie sie in diesem Moment standen</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Write a comment on this sentence or moment</source>
        <translation>Einen Kommentar zu diesem Satz oder Moment schreiben</translation>
    </message>
    <message>
        <source>The alert is right</source>
        <translation>Die Warnung ist richtig</translation>
    </message>
    <message>
        <source>Say that the alert that is heard was right</source>
        <translation>Festhalten, dass die gehörte Warnung richtig war</translation>
    </message>
    <message>
        <source>The alert is wrong</source>
        <translation>Die Warnung ist falsch</translation>
    </message>
    <message>
        <source>Say that the alert that is heard was wrong</source>
        <translation>Festhalten, dass die gehörte Warnung falsch war</translation>
    </message>
    <message>
        <source>An alert was missed…</source>
        <translation>Eine Warnung fehlt…</translation>
    </message>
    <message>
        <source>Say that this sentence should have raised an alert</source>
        <translation>Festhalten, dass dieser Satz eine Warnung hätte auslösen sollen</translation>
    </message>
    <message>
        <source>Submit the evaluation</source>
        <translation>Bewertung abgeben</translation>
    </message>
    <message>
        <source>Hand in the scorecard as it is filled in</source>
        <translation>Den Bewertungsbogen so abgeben, wie er ausgefüllt ist</translation>
    </message>
    <message>
        <source>Coaching sheet…</source>
        <translation>Coaching-Blatt…</translation>
    </message>
    <message>
        <source>What to say about this call, or an agent&apos;s week, to print or file</source>
        <translation>Was zu diesem Gespräch oder einer Woche zu sagen ist, zum Drucken oder Ablegen</translation>
    </message>
    <message>
        <source>Add to the training playlist</source>
        <translation>In die Schulungsliste</translation>
    </message>
    <message>
        <source>Write why this passage is worth hearing; the comment is tagged for training</source>
        <translation>Schreiben, warum diese Stelle hörenswert ist; der Kommentar bekommt das Schlagwort Schulung</translation>
    </message>
    <message>
        <source>Trends</source>
        <translation>Trends</translation>
    </message>
    <message>
        <source>What many calls have in common, by week, agent or disposition</source>
        <translation>Was viele Gespräche gemeinsam haben, nach Woche, Agent oder Ergebnis</translation>
    </message>
    <message>
        <source>My trends</source>
        <translation>Meine Trends</translation>
    </message>
    <message>
        <source>Your own calls by week, for your eyes</source>
        <translation>Ihre eigenen Gespräche nach Woche, nur für Sie</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Compare your evaluations with a second reviewer&apos;s</source>
        <translation>Ihre Bewertungen mit denen einer zweiten Person vergleichen</translation>
    </message>
    <message>
        <source>Rule workbench</source>
        <translation>Regelwerkstatt</translation>
    </message>
    <message>
        <source>Change a rule, and see which stored sentences it gains and loses</source>
        <translation>Eine Regel ändern und sehen, welche gespeicherten Sätze sie gewinnt und verliert</translation>
    </message>
    <message>
        <source>Answer the evaluation…</source>
        <translation>Auf die Bewertung antworten…</translation>
    </message>
    <message>
        <source>Take note of what the reviewer wrote, or dispute a question</source>
        <translation>Zur Kenntnis nehmen, was in der Bewertung steht, oder einer Frage widersprechen</translation>
    </message>
    <message>
        <source>Other words to say</source>
        <translation>Andere Worte zeigen</translation>
    </message>
    <message>
        <source>Show another line for this step</source>
        <translation>Einen anderen Satz für diesen Schritt zeigen</translation>
    </message>
    <message>
        <source>What policy says</source>
        <translation>Was die Regeln sagen</translation>
    </message>
    <message>
        <source>Show what policy says of this threat, or the advice again</source>
        <translation>Zeigen, was die Regeln zu dieser Drohung sagen, oder wieder den Rat</translation>
    </message>
    <message>
        <source>Log the next step against abuse</source>
        <translation>Schritt gegen Beschimpfung festhalten</translation>
    </message>
    <message>
        <source>You have said it: warned, offered a call back, or ended</source>
        <translation>Sie haben es gesagt: gewarnt, Rückruf angeboten oder beendet</translation>
    </message>
    <message>
        <source>Take the last step against abuse back</source>
        <translation>Letzten Schritt gegen Beschimpfung zurücknehmen</translation>
    </message>
    <message>
        <source>It was logged by mistake</source>
        <translation>Er wurde versehentlich festgehalten</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Übergeben…</translation>
    </message>
    <message>
        <source>Half a page for whoever takes the call over</source>
        <translation>Eine halbe Seite für alle, die das Gespräch übernehmen</translation>
    </message>
    <message>
        <source>Note with the time</source>
        <translation>Notiz mit Uhrzeit</translation>
    </message>
    <message>
        <source>Begin a line of the notes with the time of the call</source>
        <translation>Eine Zeile der Notizen mit der Zeit des Gesprächs beginnen</translation>
    </message>
    <message>
        <source>Go to what was heard</source>
        <translation>Zu dem, was gehört wurde</translation>
    </message>
    <message>
        <source>Move the keys to the names, numbers, amounts and days</source>
        <translation>Die Tasten zu Namen, Nummern, Beträgen und Tagen lenken</translation>
    </message>
</context>
<context>
    <name>bench</name>
    <message>
        <source>No rule holds otherwise than before.</source>
        <translation>Keine Regel gilt anders als zuvor.</translation>
    </message>
    <message>
        <source>Test fails: {sentence}: {why}</source>
        <translation>Probe misslingt: {sentence}: {why}</translation>
    </message>
    <message>
        <source>No speech model is installed: words that it cannot hear are not found.</source>
        <translation>Kein Sprachmodell ist eingerichtet: Wörter, die es nicht hören kann, werden nicht gefunden.</translation>
    </message>
    <message>
        <source>Doubtful: {phrase}: {why}.</source>
        <translation>Zweifelhaft: {phrase}: {why}.</translation>
    </message>
    <message>
        <source>It may write {offers}.</source>
        <translation>Vielleicht schreibt sie {offers}.</translation>
    </message>
    <message>
        <source>no reviewer has marked what it finds yet.</source>
        <translation>noch hat niemand bewertet, was sie findet.</translation>
    </message>
    <message>
        <source>Right by reviewers&apos; marks: before {before}; now {after}.</source>
        <translation>Richtig nach Bewertungen: zuvor {before}; jetzt {after}.</translation>
    </message>
    <message>
        <source>Too few marks to conclude anything.</source>
        <translation>Zu wenige Bewertungen für einen Schluss.</translation>
    </message>
    <message>
        <source>none marked</source>
        <translation>keine bewertet</translation>
    </message>
    <message>
        <source>, 95 % interval {low} to {high}</source>
        <translation>, 95-%-Intervall {low} bis {high}</translation>
    </message>
    <message>
        <source>{share} of {marked}{span}</source>
        <translation>{share} von {marked}{span}</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>The program made a mistake.</source>
        <translation>Das Programm hat einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>Try again, and report what the terminal says if it comes back.</source>
        <translation>Versuchen Sie es noch einmal und melden Sie, was das Terminal sagt, falls er wiederkommt.</translation>
    </message>
</context>
<context>
    <name>lines</name>
    <message>
        <source>No words from here on</source>
        <translation>Ab hier kein Text</translation>
    </message>
    <message>
        <source>Recogniser restarted, no words missing</source>
        <translation>Erkennung neu gestartet, kein Wort fehlt</translation>
    </message>
    <message>
        <source>“{detector}” is off for this call</source>
        <translation>„{detector}“ ist in diesem Gespräch aus</translation>
    </message>
    <message>
        <source>{seconds} s of the agent&apos;s sound lost</source>
        <translation>{seconds} s Ton des Agenten verloren</translation>
    </message>
    <message>
        <source>{seconds} s of the customer&apos;s sound lost</source>
        <translation>{seconds} s Ton des Kunden verloren</translation>
    </message>
    <message>
        <source>{seconds} s of sound lost</source>
        <translation>{seconds} s Ton verloren</translation>
    </message>
    <message>
        <source>Noise on both lines is filtered</source>
        <translation>Rauschen auf beiden Seiten wird gefiltert</translation>
    </message>
    <message>
        <source>Noise on the agent&apos;s line is filtered</source>
        <translation>Rauschen beim Agenten wird gefiltert</translation>
    </message>
    <message>
        <source>Noise on the customer&apos;s line is filtered</source>
        <translation>Rauschen beim Kunden wird gefiltert</translation>
    </message>
    <message>
        <source>Noise on the line is filtered</source>
        <translation>Rauschen wird gefiltert</translation>
    </message>
</context>
<context>
    <name>recording</name>
    <message>
        <source>Not recorded yet: ask the caller</source>
        <translation>Noch keine Aufnahme: bitte fragen</translation>
    </message>
    <message>
        <source>Sound kept</source>
        <translation>Ton aufbewahrt</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Keine Aufnahme</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <translation>Aufnahme pausiert</translation>
    </message>
    <message>
        <source>Recording, consent not noted</source>
        <translation>Aufnahme, Zustimmung fehlt</translation>
    </message>
    <message>
        <source>Recording, agreed at {time}</source>
        <translation>Aufnahme, Zustimmung um {time}</translation>
    </message>
</context>
<context>
    <name>running</name>
    <message>
        <source>Call</source>
        <translation>Gespräch</translation>
    </message>
</context>
<context>
    <name>score</name>
    <message>
        <source>Fails the call: {question} Without that: {earned} / 100.</source>
        <translation>Lässt das Gespräch durchfallen: {question} Ohne das: {earned} / 100.</translation>
    </message>
    <message>
        <source>Not passed: {mark} are needed.</source>
        <translation>Nicht bestanden: {mark} sind nötig.</translation>
    </message>
    <message>
        <source>Passed: {mark} or more.</source>
        <translation>Bestanden: {mark} oder mehr.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Stands in the calls that you take and in what you review.</source>
        <translation>Steht in den Gesprächen, die Sie führen, und in Ihren Bewertungen.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of menus and texts. Calls are understood in English.</source>
        <translation>Der Menüs und Texte. Gespräche werden auf Englisch verstanden.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Opacity of the compact window</source>
        <translation>Deckkraft des kleinen Fensters</translation>
    </message>
    <message>
        <source>Below 100, what lies behind shines through.</source>
        <translation>Unter 100 scheint durch, was dahinter liegt.</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Start by itself</source>
        <translation>Von selbst beginnen</translation>
    </message>
    <message>
        <source>Begin a call when both sides have sound.</source>
        <translation>Ein Gespräch beginnt, wenn beide Seiten Ton haben.</translation>
    </message>
    <message>
        <source>Show the customer&apos;s loudness and pace</source>
        <translation>Lautstärke und Tempo des Kunden zeigen</translation>
    </message>
    <message>
        <source>Against the beginning of the call. A measure, no judgement; never of the agent.</source>
        <translation>Im Vergleich zum Beginn des Gesprächs. Ein Maß, kein Urteil; nie über den Agenten.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Record the sound of calls</source>
        <translation>Gespräche aufnehmen</translation>
    </message>
    <message>
        <source>Ask the caller first. Off: words only.</source>
        <translation>Fragen Sie zuerst. Aus: nur die Worte.</translation>
    </message>
    <message>
        <source>Record before the caller has agreed</source>
        <translation>Schon vor der Zustimmung aufnehmen</translation>
    </message>
    <message>
        <source>For where callers are told by other means. Off: it begins when you note their consent.</source>
        <translation>Wo Anrufer auf anderem Weg erfahren. Aus: Sie beginnt, wenn Sie die Zustimmung festhalten.</translation>
    </message>
    <message>
        <source>Format of recordings</source>
        <translation>Format der Aufnahmen</translation>
    </message>
    <message>
        <source>FLAC keeps every detail, Opus takes a tenth of the room.</source>
        <translation>FLAC behält jede Einzelheit, Opus braucht ein Zehntel des Platzes.</translation>
    </message>
    <message>
        <source>FLAC</source>
        <translation>FLAC</translation>
    </message>
    <message>
        <source>Opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <source>Longest recording</source>
        <translation>Längste Aufnahme</translation>
    </message>
    <message>
        <source>After this the recording stops; the call goes on.</source>
        <translation>Danach endet die Aufnahme; das Gespräch geht weiter.</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Mask personal data</source>
        <translation>Persönliche Daten verdecken</translation>
    </message>
    <message>
        <source>Phone numbers, e-mail addresses and account numbers too. Card numbers always are.</source>
        <translation>Auch Telefonnummern, E-Mail-Adressen und Kontonummern. Kartennummern immer.</translation>
    </message>
    <message>
        <source>Keep calls for</source>
        <translation>Gespräche aufbewahren</translation>
    </message>
    <message>
        <source>Older calls are deleted for good. 0 keeps them.</source>
        <translation>Ältere Gespräche werden endgültig gelöscht. 0 behält sie.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Keep calls by outcome</source>
        <translation>Aufbewahren nach Ergebnis</translation>
    </message>
    <message>
        <source>Days for outcomes of their own, such as: abuse = 730, resolved = 30. 0 keeps them.</source>
        <translation>Tage für einzelne Ergebnisse, etwa: abuse = 730, resolved = 30. 0 behält sie.</translation>
    </message>
</context>
<context>
    <name>shipped</name>
    <message>
        <source>Legal threat</source>
        <translation>Rechtliche Drohung</translation>
    </message>
    <message>
        <source>Official complaint</source>
        <translation>Offizielle Beschwerde</translation>
    </message>
    <message>
        <source>Going public</source>
        <translation>Geht an die Öffentlichkeit</translation>
    </message>
    <message>
        <source>About to leave</source>
        <translation>Vor dem Absprung</translation>
    </message>
    <message>
        <source>Threat of violence</source>
        <translation>Androhung von Gewalt</translation>
    </message>
    <message>
        <source>Someone may be in danger</source>
        <translation>Jemand könnte in Gefahr sein</translation>
    </message>
    <message>
        <source>Abuse</source>
        <translation>Beschimpfung</translation>
    </message>
    <message>
        <source>Asks for someone higher</source>
        <translation>Verlangt die Leitung</translation>
    </message>
    <message>
        <source>No argument can be won</source>
        <translation>Kein Streit ist zu gewinnen</translation>
    </message>
    <message>
        <source>Leave whose fault it is</source>
        <translation>Lassen Sie die Schuldfrage</translation>
    </message>
    <message>
        <source>It matters to them</source>
        <translation>Es ist ihnen wichtig</translation>
    </message>
    <message>
        <source>Let them finish</source>
        <translation>Lassen Sie ausreden</translation>
    </message>
    <message>
        <source>Say it your own way</source>
        <translation>Sagen Sie es mit eigenen Worten</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch offen</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>Trifft nicht zu</translation>
    </message>
    <message>
        <source>Ticked by hand; no sentence was heard for it.</source>
        <translation>Von Hand abgehakt; kein Satz wurde dafür gehört.</translation>
    </message>
    <message>
        <source>No step of it was taken.</source>
        <translation>Kein Schritt davon wurde getan.</translation>
    </message>
    <message>
        <source>It cannot be known for this call.</source>
        <translation>Das lässt sich für dieses Gespräch nicht sagen.</translation>
    </message>
    <message>
        <source>Heard in one sentence.</source>
        <translation>In einem Satz gehört.</translation>
    </message>
    <message>
        <source>Nobody can tell who spoke.</source>
        <translation>Wer sprach, ist nicht zu erkennen.</translation>
    </message>
    <message>
        <source>The program had stopped looking for it.</source>
        <translation>Das Programm hatte aufgehört, danach zu suchen.</translation>
    </message>
    <message>
        <source>Part of the call was not written down.</source>
        <translation>Ein Teil des Gesprächs wurde nicht mitgeschrieben.</translation>
    </message>
    <message>
        <source>Not heard.</source>
        <translation>Nicht gehört.</translation>
    </message>
    <message>
        <source>Anger at the start</source>
        <translation>Ärger am Anfang</translation>
    </message>
    <message>
        <source>0 calm to 3 furious</source>
        <translation>0 ruhig bis 3 wütend</translation>
    </message>
    <message>
        <source>Anger at the end</source>
        <translation>Ärger am Ende</translation>
    </message>
    <message>
        <source>Peak of anger</source>
        <translation>Höchster Ärger</translation>
    </message>
    <message>
        <source>Conduct flags a call</source>
        <translation>Hinweise je Gespräch</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>min</source>
        <translation>Min.</translation>
    </message>
    <message>
        <source>Agent&apos;s talk share</source>
        <translation>Redeanteil des Agenten</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 bis 1</translation>
    </message>
    <message>
        <source>Agent&apos;s pace</source>
        <translation>Tempo des Agenten</translation>
    </message>
    <message>
        <source>words a minute</source>
        <translation>Wörter je Minute</translation>
    </message>
    <message>
        <source>Dead air</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>Agent cuts in</source>
        <translation>Ins-Wort-Fallen</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>0 to 100</source>
        <translation>0 bis 100</translation>
    </message>
    <message>
        <source>Left angry</source>
        <translation>Verärgert gegangen</translation>
    </message>
    <message>
        <source>Any threat</source>
        <translation>Irgendeine Drohung</translation>
    </message>
    <message>
        <source>Threat: legal</source>
        <translation>Drohung: rechtlich</translation>
    </message>
    <message>
        <source>Threat: regulator</source>
        <translation>Drohung: Behörde</translation>
    </message>
    <message>
        <source>Threat: reputation</source>
        <translation>Drohung: öffentlich</translation>
    </message>
    <message>
        <source>Threat: leaving</source>
        <translation>Drohung: Kündigung</translation>
    </message>
    <message>
        <source>Threat: violence</source>
        <translation>Drohung: Gewalt</translation>
    </message>
    <message>
        <source>Speaks of self-harm</source>
        <translation>Spricht von Selbstverletzung</translation>
    </message>
    <message>
        <source>Asks for a supervisor</source>
        <translation>Verlangt die Leitung</translation>
    </message>
    <message>
        <source>Agent argued</source>
        <translation>Agent stritt</translation>
    </message>
    <message>
        <source>Agent blamed</source>
        <translation>Agent beschuldigte</translation>
    </message>
    <message>
        <source>Agent dismissed</source>
        <translation>Agent tat ab</translation>
    </message>
    <message>
        <source>Agent hushed</source>
        <translation>Agent unterbrach</translation>
    </message>
    <message>
        <source>Canned phrases</source>
        <translation>Floskeln</translation>
    </message>
    <message>
        <source>Follow-up kept</source>
        <translation>Wiedervorlage eingehalten</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>Bewertet</translation>
    </message>
    <message>
        <source>No name given</source>
        <translation>Kein Name genannt</translation>
    </message>
    <message>
        <source>None recorded</source>
        <translation>Keins festgehalten</translation>
    </message>
    <message>
        <source>No step</source>
        <translation>Kein Schritt</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>Hand-over to {name}</source>
        <translation>Übergabe an {name}</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Threats and abuse, in exact words</source>
        <translation>Drohungen und Beschimpfungen im Wortlaut</translation>
    </message>
    <message>
        <source>Steps taken against abuse</source>
        <translation>Schritte gegen Beschimpfung</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>Zugesagt</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Versucht</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Customer: {name}</source>
        <translation>Kunde: {name}</translation>
    </message>
    <message>
        <source>name not heard</source>
        <translation>Name nicht gehört</translation>
    </message>
    <message>
        <source>Reference: {number}</source>
        <translation>Vorgang: {number}</translation>
    </message>
    <message>
        <source>Issue: {words}</source>
        <translation>Anliegen: {words}</translation>
    </message>
    <message>
        <source>none told</source>
        <translation>keines genannt</translation>
    </message>
    <message>
        <source>Anger now, {time}: {level}</source>
        <translation>Ärger jetzt, {time}: {level}</translation>
    </message>
    <message>
        <source>Anger now, {time}: {level} (at its height: {height})</source>
        <translation>Ärger jetzt, {time}: {level} (am stärksten: {height})</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>ruhig</translation>
    </message>
    <message>
        <source>annoyed</source>
        <translation>gereizt</translation>
    </message>
    <message>
        <source>angry</source>
        <translation>verärgert</translation>
    </message>
    <message>
        <source>furious</source>
        <translation>wütend</translation>
    </message>
    <message>
        <source>legal</source>
        <translation>rechtlich</translation>
    </message>
    <message>
        <source>regulator</source>
        <translation>Behörde</translation>
    </message>
    <message>
        <source>reputation</source>
        <translation>Öffentlichkeit</translation>
    </message>
    <message>
        <source>churn</source>
        <translation>Kündigung</translation>
    </message>
    <message>
        <source>violence</source>
        <translation>Gewalt</translation>
    </message>
    <message>
        <source>self harm</source>
        <translation>Selbstverletzung</translation>
    </message>
    <message>
        <source>abuse</source>
        <translation>Beschimpfung</translation>
    </message>
    <message>
        <source>escalation</source>
        <translation>Vorgesetzte</translation>
    </message>
    <message>
        <source>Agent: {name}</source>
        <translation>Agent: {name}</translation>
    </message>
    <message>
        <source>Call back: {day}</source>
        <translation>Rückruf: {day}</translation>
    </message>
    <message>
        <source>Call back: {day} at {time}</source>
        <translation>Rückruf: {day} um {time}</translation>
    </message>
    <message>
        <source>Taking in what waits to be saved</source>
        <translation>Noch nicht Gespeichertes wird aufgenommen</translation>
    </message>
    <message>
        <source>Writing the database anew</source>
        <translation>Die Datenbank wird neu geschrieben</translation>
    </message>
    <message>
        <source>Writing the recordings anew</source>
        <translation>Die Aufnahmen werden neu geschrieben</translation>
    </message>
    <message>
        <source>Heard in {count} sentences.</source>
        <translation>In {count} Sätzen gehört.</translation>
    </message>
    <message>
        <source>{count} steps of it taken.</source>
        <translation>{count} Schritte davon getan.</translation>
    </message>
    <message>
        <source>{count} step of it taken.</source>
        <translation>{count} Schritt davon getan.</translation>
    </message>
    <message>
        <source>{day} was agreed.</source>
        <translation>{day} wurde vereinbart.</translation>
    </message>
    <message>
        <source>Measured: {value}.</source>
        <translation>Gemessen: {value}.</translation>
    </message>
    <message>
        <source>no sound for {count} s</source>
        <translation>seit {count} s kein Ton</translation>
    </message>
    <message>
        <source>Step: {title}</source>
        <translation>Schritt: {title}</translation>
    </message>
    <message>
        <source>Warn once</source>
        <translation>Einmal warnen</translation>
    </message>
    <message>
        <source>Offer to talk later</source>
        <translation>Späteres Gespräch anbieten</translation>
    </message>
    <message>
        <source>End politely</source>
        <translation>Höflich beenden</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Ask openly and let them tell it: what happened, from the start?</source>
        <translation>Fragen Sie offen und lassen Sie erzählen: Was ist geschehen, von Anfang an?</translation>
    </message>
    <message>
        <source>Say it back</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Put their matter in a few words of your own, with their details.</source>
        <translation>Geben Sie das Anliegen in eigenen Worten wieder, mit den Einzelheiten.</translation>
    </message>
    <message>
        <source>Apologise</source>
        <translation>Bedauern</translation>
    </message>
    <message>
        <source>Say you are sorry for what it was like for them. It admits no fault.</source>
        <translation>Sagen Sie, dass es Ihnen leidtut, wie es war. Das gesteht keine Schuld ein.</translation>
    </message>
    <message>
        <source>Next steps</source>
        <translation>Nächste Schritte</translation>
    </message>
    <message>
        <source>Say what happens now, and who does it.</source>
        <translation>Sagen Sie, was jetzt geschieht und wer es tut.</translation>
    </message>
    <message>
        <source>Follow-up date</source>
        <translation>Wiedervorlage</translation>
    </message>
    <message>
        <source>Name the day they will hear from you, and write it down.</source>
        <translation>Nennen Sie den Tag, an dem Sie sich melden, und notieren Sie ihn.</translation>
    </message>
    <message>
        <source>Resolved in the call</source>
        <translation>Im Gespräch gelöst</translation>
    </message>
    <message>
        <source>Follow-up agreed</source>
        <translation>Wiedervorlage vereinbart</translation>
    </message>
    <message>
        <source>Handed to someone higher</source>
        <translation>An die Leitung übergeben</translation>
    </message>
    <message>
        <source>Compensation offered</source>
        <translation>Ausgleich angeboten</translation>
    </message>
    <message>
        <source>Request declined</source>
        <translation>Wunsch abgelehnt</translation>
    </message>
    <message>
        <source>Customer hung up</source>
        <translation>Kunde hat aufgelegt</translation>
    </message>
    <message>
        <source>Ended because of abuse</source>
        <translation>Wegen Beschimpfung beendet</translation>
    </message>
    <message>
        <source>Cancelled or closed at their wish</source>
        <translation>Auf Wunsch gekündigt oder geschlossen</translation>
    </message>
    <message>
        <source>Handed to emergency help</source>
        <translation>An Nothilfe übergeben</translation>
    </message>
    <message>
        <source>Everybody may take advice. Give no opinion on who is right and sign nothing away. Ask for the letter in writing to the complaints address, note the name and the date, and tell your supervisor today.</source>
        <translation>Jeder darf sich beraten lassen. Sagen Sie nicht, wer recht hat, und sagen Sie nichts zu. Bitten Sie um ein Schreiben an die Beschwerdestelle, notieren Sie Name und Datum und sagen Sie es heute Ihrer Leitung.</translation>
    </message>
    <message>
        <source>It is their right, and we help with it. Give the complaint number and the address they can write to. Nothing we offer depends on their not complaining.</source>
        <translation>Das ist ihr Recht, und wir helfen dabei. Nennen Sie die Beschwerdenummer und die Anschrift. Kein Angebot hängt davon ab, dass sie sich nicht beschweren.</translation>
    </message>
    <message>
        <source>Everybody may say what they think of us. Offer nothing for silence or for a better review. What would put the matter right is offered on its merits alone.</source>
        <translation>Jeder darf sagen, was er von uns hält. Bieten Sie nichts für Schweigen oder eine bessere Bewertung. Was die Sache in Ordnung bringt, wird um der Sache willen angeboten.</translation>
    </message>
    <message>
        <source>Say plainly how they can leave and what it costs, if they ask. Keep within your limit for goodwill; above it, hand over to your supervisor.</source>
        <translation>Sagen Sie auf Nachfrage klar, wie man kündigt und was es kostet. Bleiben Sie in Ihrem Kulanzrahmen; darüber übergeben Sie an Ihre Leitung.</translation>
    </message>
    <message>
        <source>Your safety comes first. You may end the call. Tell your supervisor at once, with the exact words; they decide about the police.</source>
        <translation>Ihre Sicherheit geht vor. Sie dürfen auflegen. Sagen Sie es sofort Ihrer Leitung, im Wortlaut; sie entscheidet über die Polizei.</translation>
    </message>
    <message>
        <source>Stay on the line, speak slowly, ask whether they are safe now and where they are. Call your supervisor over. In immediate danger the emergency number is called.</source>
        <translation>Bleiben Sie in der Leitung, sprechen Sie langsam, fragen Sie, ob die Person gerade sicher ist und wo. Rufen Sie Ihre Leitung dazu. Bei unmittelbarer Gefahr wird der Notruf gewählt.</translation>
    </message>
    <message>
        <source>Nobody has to take abuse. Warn once, offer a call back, then you may end the call. Log each step.</source>
        <translation>Niemand muss sich beschimpfen lassen. Warnen Sie einmal, bieten Sie einen Rückruf an, dann dürfen Sie auflegen. Halten Sie jeden Schritt fest.</translation>
    </message>
    <message>
        <source>Whoever asks for a supervisor gets one, or a call back by one today. Hand over with a page, so that they need not tell it all again.</source>
        <translation>Wer die Leitung verlangt, bekommt sie, oder heute einen Rückruf. Übergeben Sie mit einer Seite, damit nicht alles neu erzählt werden muss.</translation>
    </message>
    <message>
        <source>A calm call</source>
        <translation>Ein ruhiges Gespräch</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Zuhören</translation>
    </message>
    <message>
        <source>Did the agent draw the customer&apos;s story out?</source>
        <translation>Hat der Agent den Kunden erzählen lassen?</translation>
    </message>
    <message>
        <source>An open question, an invitation to tell it, or a word that shows it was taken in. A question that can be answered with yes or no is not enough.</source>
        <translation>Eine offene Frage, eine Einladung zu erzählen oder ein Wort, das Verstehen zeigt. Eine Frage, auf die Ja oder Nein genügt, reicht nicht.</translation>
    </message>
    <message>
        <source>Did the agent say the matter back in their own words?</source>
        <translation>Hat der Agent das Anliegen in eigenen Worten wiedergegeben?</translation>
    </message>
    <message>
        <source>The customer&apos;s own details must be in it. Repeating a reference number is not saying it back.</source>
        <translation>Die Einzelheiten des Kunden müssen darin sein. Eine Nummer zu wiederholen ist keine Wiedergabe.</translation>
    </message>
    <message>
        <source>How often did the agent cut in?</source>
        <translation>Wie oft fiel der Agent ins Wort?</translation>
    </message>
    <message>
        <source>Speaking over an unfinished sentence for a second or more. A short sign of listening is no cutting in.</source>
        <translation>Eine Sekunde oder länger in einen unfertigen Satz sprechen. Ein kurzes Zeichen des Zuhörens zählt nicht.</translation>
    </message>
    <message>
        <source>times</source>
        <translation>mal</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>Verstehen</translation>
    </message>
    <message>
        <source>Did the agent say they were sorry for what the customer went through?</source>
        <translation>Hat der Agent bedauert, was der Kunde erlebt hat?</translation>
    </message>
    <message>
        <source>Regret for how it was. It need not admit a fault, and a sorry that opens a refusal does not count.</source>
        <translation>Bedauern, wie es war. Es muss keinen Fehler eingestehen; ein Bedauern, das eine Ablehnung einleitet, zählt nicht.</translation>
    </message>
    <message>
        <source>After an angry turn, did the next words show that the feeling was heard?</source>
        <translation>Zeigten nach einem ärgerlichen Satz die nächsten Worte, dass das Gefühl gehört wurde?</translation>
    </message>
    <message>
        <source>Naming the feeling or what it cost the customer, before any system or procedure. Not applicable where nobody was upset.</source>
        <translation>Das Gefühl benennen, oder was es den Kunden gekostet hat, vor allen Systemen und Abläufen. Trifft nicht zu, wenn niemand aufgebracht war.</translation>
    </message>
    <message>
        <source>Every time</source>
        <translation>Jedes Mal</translation>
    </message>
    <message>
        <source>Some of the time</source>
        <translation>Manchmal</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Sorting it out</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Did the agent find out why it went wrong?</source>
        <translation>Hat der Agent herausgefunden, warum es schiefging?</translation>
    </message>
    <message>
        <source>Found out, or knows who will</source>
        <translation>Herausgefunden, oder weiß, wer es weiß</translation>
    </message>
    <message>
        <source>Asked, but left open</source>
        <translation>Gefragt, aber offen gelassen</translation>
    </message>
    <message>
        <source>Did not ask</source>
        <translation>Nicht gefragt</translation>
    </message>
    <message>
        <source>Did the agent say what happens now, and who does it?</source>
        <translation>Hat der Agent gesagt, was jetzt geschieht und wer es tut?</translation>
    </message>
    <message>
        <source>A deed with a doer. A wish, or &apos;it will be looked into&apos;, has none.</source>
        <translation>Eine Tat mit jemandem, der sie tut. Ein Wunsch oder „es wird geprüft“ hat niemanden.</translation>
    </message>
    <message>
        <source>Was a day named on which the customer hears more?</source>
        <translation>Wurde ein Tag genannt, an dem der Kunde mehr erfährt?</translation>
    </message>
    <message>
        <source>Not applicable where everything was settled in the call.</source>
        <translation>Trifft nicht zu, wenn alles im Gespräch erledigt wurde.</translation>
    </message>
    <message>
        <source>Conduct</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>Did the agent argue or tell the customer that they are wrong?</source>
        <translation>Hat der Agent gestritten oder dem Kunden gesagt, dass er unrecht hat?</translation>
    </message>
    <message>
        <source>Did the agent put the blame on the customer, or on somebody in the house?</source>
        <translation>Hat der Agent dem Kunden oder jemandem im Haus die Schuld gegeben?</translation>
    </message>
    <message>
        <source>Did the agent belittle the matter or close the door on it?</source>
        <translation>Hat der Agent das Anliegen kleingeredet oder die Tür zugemacht?</translation>
    </message>
    <message>
        <source>A limit with a reason, or with another way, closes no door.</source>
        <translation>Eine Grenze mit einem Grund oder einem anderen Weg macht keine Tür zu.</translation>
    </message>
    <message>
        <source>Did the agent use phrases that fit any call?</source>
        <translation>Hat der Agent Floskeln benutzt, die in jedes Gespräch passen?</translation>
    </message>
    <message>
        <source>Threats and safety</source>
        <translation>Drohungen und Sicherheit</translation>
    </message>
    <message>
        <source>Did the customer hold out a consequence, such as a lawyer, a regulator, a review or leaving?</source>
        <translation>Hat der Kunde Folgen in Aussicht gestellt, etwa Anwalt, Behörde, Bewertung oder Kündigung?</translation>
    </message>
    <message>
        <source>How was the threat met?</source>
        <translation>Wie wurde der Drohung begegnet?</translation>
    </message>
    <message>
        <source>Well: taken seriously, asked what it rests on, answered within policy, and neither argued down nor rewarded.</source>
        <translation>Gut: ernst genommen, nach der Grundlage gefragt, nach den Regeln beantwortet, weder niedergeredet noch belohnt.</translation>
    </message>
    <message>
        <source>Calmly and by policy</source>
        <translation>Ruhig und nach den Regeln</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>Übergangen</translation>
    </message>
    <message>
        <source>Argued down, or given in to</source>
        <translation>Niedergeredet oder nachgegeben</translation>
    </message>
    <message>
        <source>Was the agent insulted?</source>
        <translation>Wurde der Agent beschimpft?</translation>
    </message>
    <message>
        <source>Did the agent set a calm limit: a warning, the offer to ring back, then the end of the call?</source>
        <translation>Hat der Agent ruhig eine Grenze gesetzt: eine Warnung, das Angebot zurückzurufen, dann das Ende?</translation>
    </message>
    <message>
        <source>Nobody has to bear insults. Not applicable where one word slipped out and was taken back.</source>
        <translation>Niemand muss Beschimpfungen ertragen. Trifft nicht zu, wenn ein Wort herausrutschte und zurückgenommen wurde.</translation>
    </message>
    <message>
        <source>Did the customer speak of harming somebody, or themselves?</source>
        <translation>Hat der Kunde davon gesprochen, jemandem oder sich selbst etwas anzutun?</translation>
    </message>
    <message>
        <source>Was it taken seriously, and passed on as the house rules say?</source>
        <translation>Wurde es ernst genommen und weitergegeben, wie es die Hausregeln sagen?</translation>
    </message>
    <message>
        <source>It fails the call where nothing was done. Say in the comment what was done, or was not.</source>
        <translation>Wurde nichts getan, gilt das Gespräch als nicht bestanden. Sagen Sie im Kommentar, was getan wurde oder nicht.</translation>
    </message>
    <message>
        <source>Did the agent keep other people&apos;s data, and card numbers, out of the call?</source>
        <translation>Hat der Agent Daten anderer und Kartennummern aus dem Gespräch herausgehalten?</translation>
    </message>
    <message>
        <source>Perhaps: knows the trade</source>
        <translation>Vielleicht: kennt sich aus</translation>
    </message>
    <message>
        <source>Take their knowledge seriously and use it: ask what they would check, thank them for it, keep to facts. Never lecture.</source>
        <translation>Nehmen Sie das Wissen ernst und nutzen Sie es: Fragen Sie, was zu prüfen wäre, danken Sie, bleiben Sie bei den Tatsachen. Nie belehren.</translation>
    </message>
    <message>
        <source>Perhaps: getting louder</source>
        <translation>Vielleicht: wird lauter</translation>
    </message>
    <message>
        <source>Stay low and slow. Ask what started it and get to the root; every answer that is only a rule turns it up.</source>
        <translation>Bleiben Sie leise und langsam. Fragen Sie, womit es anfing; jede Antwort, die nur eine Regel ist, heizt an.</translation>
    </message>
    <message>
        <source>Perhaps: expects the best</source>
        <translation>Vielleicht: erwartet das Beste</translation>
    </message>
    <message>
        <source>Make it one call: settle everything now, in person, with one name they can ring. Care over details; no excuses.</source>
        <translation>Ein einziges Gespräch: alles jetzt regeln, persönlich, mit einem Namen zum Anrufen. Sorgfalt im Kleinen, keine Ausreden.</translation>
    </message>
    <message>
        <source>Perhaps: on your side</source>
        <translation>Vielleicht: auf Ihrer Seite</translation>
    </message>
    <message>
        <source>Thank them, say that what they feel is sound, and tell them at each step what happens next.</source>
        <translation>Danken Sie, bestätigen Sie das Gefühl und sagen Sie bei jedem Schritt, was als Nächstes geschieht.</translation>
    </message>
    <message>
        <source>Perhaps: has had enough</source>
        <translation>Vielleicht: hat genug</translation>
    </message>
    <message>
        <source>They have told it too often. Regret the delays, don&apos;t ask for it all again, take it on yourself and fix it fast.</source>
        <translation>Es wurde schon zu oft erzählt. Bedauern Sie das Warten, fragen Sie nicht alles neu, nehmen Sie es selbst in die Hand und lösen Sie es schnell.</translation>
    </message>
    <message>
        <source>Insults at the agent or the company</source>
        <translation>Beschimpfung des Agenten oder der Firma</translation>
    </message>
    <message>
        <source>You need not take this. Say once, calmly, that you want to help and can&apos;t while being spoken to like this. If it goes on, offer to call back later and end the call politely. Note the exact words.</source>
        <translation>Das müssen Sie nicht hinnehmen. Sagen Sie einmal ruhig, dass Sie helfen möchten und es so nicht können. Geht es weiter, bieten Sie einen Rückruf an und beenden Sie höflich. Notieren Sie den genauen Wortlaut.</translation>
    </message>
    <message>
        <source>Signs of anger and of calm</source>
        <translation>Zeichen von Ärger und von Ruhe</translation>
    </message>
    <message>
        <source>Apologising: regret for what happened</source>
        <translation>Bedauern, was geschehen ist</translation>
    </message>
    <message>
        <source>Arguing: contradicting the customer</source>
        <translation>Streiten: dem Kunden widersprechen</translation>
    </message>
    <message>
        <source>Nobody wins an argument with a customer. Find what is true in what they say, then what you can do.</source>
        <translation>Niemand gewinnt einen Streit mit einem Kunden. Finden Sie, was daran stimmt, dann, was Sie tun können.</translation>
    </message>
    <message>
        <source>Blaming the customer</source>
        <translation>Dem Kunden die Schuld geben</translation>
    </message>
    <message>
        <source>Whose fault it was mends nothing. Say what happens now.</source>
        <translation>Wer schuld war, heilt nichts. Sagen Sie, was jetzt geschieht.</translation>
    </message>
    <message>
        <source>Canned: stock phrases that fit any call</source>
        <translation>Floskeln, die in jedes Gespräch passen</translation>
    </message>
    <message>
        <source>Say it in your own words, about their matter.</source>
        <translation>Sagen Sie es mit eigenen Worten, zu diesem Anliegen.</translation>
    </message>
    <message>
        <source>Leaving, disputing, not paying</source>
        <translation>Kündigen, bestreiten, nicht zahlen</translation>
    </message>
    <message>
        <source>Don&apos;t plead and don&apos;t argue. Ask what it would take, offer what policy allows, and name one step with a day. If they want to go, make going easy: that is what they will remember.</source>
        <translation>Nicht bitten, nicht streiten. Fragen Sie, was nötig wäre, bieten Sie an, was die Regeln erlauben, und nennen Sie einen Schritt mit einem Tag. Wer gehen will, soll leicht gehen können: Das bleibt in Erinnerung.</translation>
    </message>
    <message>
        <source>Customer types</source>
        <translation>Kundentypen</translation>
    </message>
    <message>
        <source>Dismissing: belittling, or shutting the matter down</source>
        <translation>Abtun: kleinreden oder das Anliegen beenden</translation>
    </message>
    <message>
        <source>It matters to them. Say what you can do, however small.</source>
        <translation>Es ist ihnen wichtig. Sagen Sie, was Sie tun können, sei es noch so klein.</translation>
    </message>
    <message>
        <source>Wants somebody higher</source>
        <translation>Verlangt jemanden weiter oben</translation>
    </message>
    <message>
        <source>Don&apos;t take it as a slight and don&apos;t block it. Say who can be reached and when. If you can settle it yourself, offer that once, with a step and a time. Hand over with the matter in two sentences, so that they need not tell it again.</source>
        <translation>Nehmen Sie es nicht persönlich und blocken Sie nicht. Sagen Sie, wer wann zu erreichen ist. Können Sie es selbst lösen, bieten Sie das einmal an, mit Schritt und Zeit. Übergeben Sie das Anliegen in zwei Sätzen, damit es nicht neu erzählt werden muss.</translation>
    </message>
    <message>
        <source>Interrupting: cutting in, hushing</source>
        <translation>Unterbrechen: ins Wort fallen</translation>
    </message>
    <message>
        <source>Let them finish. People calm down when nobody stops them.</source>
        <translation>Lassen Sie ausreden. Menschen werden ruhiger, wenn niemand sie aufhält.</translation>
    </message>
    <message>
        <source>Legal threats</source>
        <translation>Rechtliche Drohungen</translation>
    </message>
    <message>
        <source>Stay on the matter itself. Ask what it rests on: which lawyer, what reference, by when, how much. Say what policy allows and no more. Don&apos;t give in to a threat alone; a fair claim is met anyway. Note the exact words.</source>
        <translation>Bleiben Sie bei der Sache. Fragen Sie, worauf es sich stützt: welcher Anwalt, welches Zeichen, bis wann, wie viel. Sagen Sie nur, was die Regeln erlauben. Geben Sie keiner Drohung allein nach; Berechtigtes erfüllen wir ohnehin. Notieren Sie den Wortlaut.</translation>
    </message>
    <message>
        <source>Listening: open questions, invitations to tell, feelings acknowledged</source>
        <translation>Zuhören: offene Fragen, Einladungen zu erzählen, anerkannte Gefühle</translation>
    </message>
    <message>
        <source>Ask openly and let them tell it from the start.</source>
        <translation>Fragen Sie offen und lassen Sie von Anfang an erzählen.</translation>
    </message>
    <message>
        <source>Next steps: a deed done, under way or promised, or what the customer is to do</source>
        <translation>Nächste Schritte: was getan ist, läuft oder zugesagt wird, oder was der Kunde tun soll</translation>
    </message>
    <message>
        <source>How the call ends</source>
        <translation>Wie das Gespräch ausgeht</translation>
    </message>
    <message>
        <source>Complaints to an authority</source>
        <translation>Beschwerden bei einer Behörde</translation>
    </message>
    <message>
        <source>It is their right: don&apos;t argue it. Explain your own complaints procedure and its time limits, give a reference, offer what policy allows. Note the body they named and the exact words.</source>
        <translation>Das ist ihr Recht: Streiten Sie nicht darüber. Erklären Sie unseren Beschwerdeweg und seine Fristen, nennen Sie ein Zeichen, bieten Sie an, was die Regeln erlauben. Notieren Sie die genannte Stelle und den Wortlaut.</translation>
    </message>
    <message>
        <source>Press, reviews, posts</source>
        <translation>Presse, Bewertungen, Beiträge</translation>
    </message>
    <message>
        <source>Never ask them not to, and never bargain over a review. Say you would rather put it right: take the matter itself forward, name a step and a day. Note where they mean to say it, and the exact words.</source>
        <translation>Bitten Sie nie, es zu lassen, und handeln Sie nie um eine Bewertung. Sagen Sie, dass Sie es lieber in Ordnung bringen: Gehen Sie die Sache an, nennen Sie Schritt und Tag. Notieren Sie, wo es stehen soll, und den Wortlaut.</translation>
    </message>
    <message>
        <source>A life at risk</source>
        <translation>Ein Leben in Gefahr</translation>
    </message>
    <message>
        <source>Stay on the line, stay kind, drop the script. Ask plainly whether they are thinking of ending their life, and where they are. Signal your supervisor now and follow the team&apos;s emergency procedure. Don&apos;t promise secrecy, don&apos;t transfer, don&apos;t hang up first.</source>
        <translation>Bleiben Sie in der Leitung, bleiben Sie freundlich, lassen Sie den Leitfaden. Fragen Sie offen nach Suizidgedanken und dem Ort. Rufen Sie jetzt Ihre Leitung und folgen Sie dem Notfallplan. Kein Schweigen versprechen, nicht verbinden, nicht zuerst auflegen.</translation>
    </message>
    <message>
        <source>Violence against people or things</source>
        <translation>Gewalt gegen Menschen oder Dinge</translation>
    </message>
    <message>
        <source>Safety first. Keep calm and don&apos;t answer the threat. Note the exact words and any name or place. Tell your supervisor now and follow the team&apos;s emergency procedure: they warn the people at risk and call the police. You may end the call.</source>
        <translation>Sicherheit zuerst. Bleiben Sie ruhig, antworten Sie nicht auf die Drohung. Notieren Sie Wortlaut, Namen und Orte. Sagen Sie es jetzt Ihrer Leitung und folgen Sie dem Notfallplan: Sie warnt die Gefährdeten und ruft die Polizei. Sie dürfen auflegen.</translation>
    </message>
</context>
<context>
    <name>sound_banner</name>
    <message>
        <source>The customer is not heard.</source>
        <translation>Der Kunde ist nicht zu hören.</translation>
    </message>
    <message>
        <source>You are not heard: is the microphone muted?</source>
        <translation>Sie sind nicht zu hören: Ist das Mikrofon stummgeschaltet?</translation>
    </message>
    <message>
        <source>Nothing is heard.</source>
        <translation>Nichts ist zu hören.</translation>
    </message>
    <message>
        <source>The customer&apos;s voice comes back into your microphone. A headset helps.</source>
        <translation>Die Stimme des Kunden kommt in Ihr Mikrofon zurück. Ein Headset hilft.</translation>
    </message>
    <message>
        <source>Your own voice comes back on the customer&apos;s side. Their words may be yours.</source>
        <translation>Ihre eigene Stimme kommt beim Kunden zurück. Dessen Worte können Ihre sein.</translation>
    </message>
</context>
<context>
    <name>team</name>
    <message>
        <source>as it came</source>
        <translation>wie mitgeliefert</translation>
    </message>
    <message>
        <source>the team&apos;s own</source>
        <translation>eigene des Teams</translation>
    </message>
    <message>
        <source>changed, not saved</source>
        <translation>geändert, nicht gespeichert</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Leitfaden</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Words to say</source>
        <translation>Worte zum Sagen</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Steps against abuse</source>
        <translation>Schritte bei Beschimpfung</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>Bewertungsbogen</translation>
    </message>
    <message>
        <source>Shared words</source>
        <translation>Gemeinsame Wörter</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>from the next call on</source>
        <translation>ab dem nächsten Gespräch</translation>
    </message>
    <message>
        <source>from the next review on</source>
        <translation>ab der nächsten Bewertung</translation>
    </message>
    <message>
        <source>The team&apos;s files</source>
        <translation>Dateien des Teams</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Ticked by hand only: {steps}.</source>
        <translation>Nur von Hand abzuhaken: {steps}.</translation>
    </message>
    <message>
        <source>“{step}” is recalled after {minutes} min, if it is open still.</source>
        <translation>An „{step}“ wird nach {minutes} Min. erinnert, wenn es noch offen ist.</translation>
    </message>
    <message>
        <source>Outcome: choose one</source>
        <translation>Ergebnis: bitte wählen</translation>
    </message>
    <message>
        <source>Issue {number}</source>
        <translation>Anliegen {number}</translation>
    </message>
    <message>
        <source>The program can use this file.</source>
        <translation>Das Programm kann diese Datei verwenden.</translation>
    </message>
    <message>
        <source>Passed from {mark} %.</source>
        <translation>Bestanden ab {mark} %.</translation>
    </message>
    <message>
        <source>Weight {weight}</source>
        <translation>Gewicht {weight}</translation>
    </message>
    <message>
        <source>Tests that fail</source>
        <translation>Misslungene Proben</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>Und {count} weitere.</translation>
    </message>
    <message>
        <source>All rules, with these words</source>
        <translation>Alle Regeln, mit diesen Wörtern</translation>
    </message>
    <message>
        <source>{good} of {all} test sentences pass.</source>
        <translation>{good} von {all} Probesätzen gelingen.</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>draft, not used in calls</source>
        <translation>Entwurf, nicht in Gesprächen</translation>
    </message>
    <message>
        <source>The workbench can be opened once the call is over.</source>
        <translation>Die Werkstatt lässt sich nach dem Gespräch öffnen.</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Mark</source>
        <translation>Marke</translation>
    </message>
</context>
<context>
    <name>transcript</name>
    <message>
        <source>Say instead: {words}</source>
        <translation>Besser: {words}</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
</context>
<context>
    <name>trends</name>
    <message>
        <source>{title}: not known in any call</source>
        <translation>{title}: in keinem Gespräch bekannt</translation>
    </message>
    <message>
        <source>95 % interval {span}</source>
        <translation>95-%-Intervall {span}</translation>
    </message>
    <message>
        <source>too few calls to conclude anything</source>
        <translation>zu wenige Gespräche für einen Schluss</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>What calls are about</source>
        <translation>Worum es geht</translation>
    </message>
    <message>
        <source>Why it went wrong</source>
        <translation>Warum es schiefging</translation>
    </message>
    <message>
        <source>Words that at least two calls share, of the {count} calls that tell. No diagnosis.</source>
        <translation>Wörter, die mindestens zwei Gespräche teilen, aus {count} Gesprächen. Keine Diagnose.</translation>
    </message>
    <message>
        <source>How calls ended</source>
        <translation>Wie Gespräche ausgingen</translation>
    </message>
    <message>
        <source>How often the next sentence was less angry than the one before. Anger also falls by itself: compare with “No step”. These are counts, not proof that a step helped.</source>
        <translation>Wie oft der nächste Satz weniger ärgerlich war als der davor. Ärger lässt auch von selbst nach: vergleichen Sie mit „Kein Schritt“. Das sind Zählungen, kein Beweis, dass ein Schritt half.</translation>
    </message>
    <message>
        <source>Less anger after a step</source>
        <translation>Weniger Ärger nach einem Schritt</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>zu wenige</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Calls of</source>
        <translation>Gespräche von</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
</context>
<context>
    <name>waveform</name>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Anger</source>
        <translation>Ärger</translation>
    </message>
    <message>
        <source>Overlap, silence</source>
        <translation>Ins Wort, Stille</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Marks, comments</source>
        <translation>Marken, Kommentare</translation>
    </message>
    <message>
        <source>Step: {name}</source>
        <translation>Schritt: {name}</translation>
    </message>
    <message>
        <source>Marked by the agent</source>
        <translation>Vom Agenten markiert</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Legal threat</source>
        <translation>Rechtliche Drohung</translation>
    </message>
    <message>
        <source>Official complaint</source>
        <translation>Offizielle Beschwerde</translation>
    </message>
    <message>
        <source>Going public</source>
        <translation>Geht an die Öffentlichkeit</translation>
    </message>
    <message>
        <source>About to leave</source>
        <translation>Vor dem Absprung</translation>
    </message>
    <message>
        <source>Violence</source>
        <translation>Gewalt</translation>
    </message>
    <message>
        <source>In danger</source>
        <translation>In Gefahr</translation>
    </message>
    <message>
        <source>Abuse</source>
        <translation>Beschimpfung</translation>
    </message>
    <message>
        <source>Wants someone higher</source>
        <translation>Verlangt die Leitung</translation>
    </message>
    <message>
        <source>Arguing</source>
        <translation>Streiten</translation>
    </message>
    <message>
        <source>Blaming</source>
        <translation>Beschuldigen</translation>
    </message>
    <message>
        <source>Waving it away</source>
        <translation>Abtun</translation>
    </message>
    <message>
        <source>Interrupting</source>
        <translation>Unterbrechen</translation>
    </message>
    <message>
        <source>Canned phrase</source>
        <translation>Floskel</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>Annoyed</source>
        <translation>Gereizt</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>Verärgert</translation>
    </message>
    <message>
        <source>Furious</source>
        <translation>Wütend</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>Gespräch beendet</translation>
    </message>
    <message>
        <source>End of the recording</source>
        <translation>Ende der Aufnahme</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>dd.MM.yyyy</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>„{words}“</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>In the note. Enter copies it</source>
        <translation>In der Notiz. Eingabe kopiert</translation>
    </message>
    <message>
        <source>Enter copies it, Space puts it into the note</source>
        <translation>Eingabe kopiert, Leertaste setzt es in die Notiz</translation>
    </message>
    <message>
        <source>who</source>
        <translation>wer</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Nummer</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>ein Tag</translation>
    </message>
    <message>
        <source>an amount</source>
        <translation>ein Betrag</translation>
    </message>
</context>
<context>
    <name>wrap_up</name>
    <message>
        <source>Issue</source>
        <translation>Anliegen</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Next steps</source>
        <translation>Nächste Schritte</translation>
    </message>
    <message>
        <source>Threats, in exact words</source>
        <translation>Drohungen, im Wortlaut</translation>
    </message>
    <message>
        <source>Abuse, in exact words</source>
        <translation>Beschimpfungen, im Wortlaut</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
</context>
</TS>
