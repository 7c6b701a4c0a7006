"""What rules about gaps share: the words that stand for what is to be filled in."""

GAP = (
    r"dato|navn|namn|tittel|tekst|nummer|tall|tal|beløp|lenke|lenkje|departement|ansvarlig|år|måned"
    r"|date|name|number|amount|(?:sett|fyll|skriv) inn[^\]>}\n]{0,80}|insert[^\]>}\n]{0,80}"
)
