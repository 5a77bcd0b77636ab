"""Match: what each rule hits in an annotated ticket."""
